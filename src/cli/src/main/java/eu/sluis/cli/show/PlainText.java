package eu.sluis.cli.show;

/** Text from elsewhere, made harmless for a terminal. */
public final class PlainText {

    private PlainText() {}

    /** {@code text} with every control and direction-changing character shown as {@code ?}. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(PlainText::harmless).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int harmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    '?';
            default -> c;
        };
    }
}
