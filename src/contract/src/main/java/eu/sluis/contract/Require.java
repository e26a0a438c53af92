package eu.sluis.contract;

import org.jspecify.annotations.Nullable;

/** Checks that the compact constructors of records share. */
public final class Require {

    private Require() {}

    /**
     * Passes {@code value} on.
     *
     * @throws InvalidValue naming {@code member} if it is absent
     */
    public static <T> T present(@Nullable T value, String member) {
        if (value == null) {
            throw new InvalidValue(member + " is missing");
        }
        return value;
    }

    /**
     * Passes {@code value} on.
     *
     * @throws InvalidValue naming {@code member} if it lies outside {@code least} to {@code most}
     */
    public static long within(long value, long least, long most, String member) {
        if (value < least || value > most) {
            throw new InvalidValue(member + " must be " + least + " to " + most);
        }
        return value;
    }

    /**
     * Passes on what data is to be used for: one word, never {@code *}.
     *
     * @throws InvalidValue if it is not 1 to 64 of {@code a-z0-9-}, a letter first
     */
    public static String purpose(@Nullable String value) {
        String word = present(value, "purpose");
        if (!word.matches(Label.PURPOSE)) {
            throw new InvalidValue(
                    "purpose must be 1 to 64 lower-case letters, digits or hyphens, a letter first");
        }
        return word;
    }

    /**
     * Passes a name for people on: 1 to {@code most} characters, none of them a control character,
     * a line or paragraph separator, or one that changes the direction of writing.
     *
     * @throws InvalidValue naming {@code member} otherwise
     */
    public static String name(@Nullable String value, int most, String member) {
        String text = present(value, member);
        boolean plain =
                text.codePoints()
                        .allMatch(c ->
                                switch (Character.getType(c)) {
                                    case Character.CONTROL,
                                            Character.FORMAT,
                                            Character.SURROGATE,
                                            Character.LINE_SEPARATOR,
                                            Character.PARAGRAPH_SEPARATOR,
                                            Character.UNASSIGNED,
                                            Character.PRIVATE_USE ->
                                            false;
                                    default -> true;
                                });
        if (text.isBlank() || text.length() > most || !plain) {
            throw new InvalidValue(member + " must have 1 to " + most + " printable characters");
        }
        return text;
    }
}
