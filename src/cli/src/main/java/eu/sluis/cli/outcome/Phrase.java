package eu.sluis.cli.outcome;

import java.util.Locale;

/** Sentences from elsewhere in the style of our messages. */
public final class Phrase {

    private Phrase() {}

    /** A sentence in the style of our messages: a small first letter, no full stop. */
    public static String of(String sentence) {
        String text = sentence.strip();
        String open = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        boolean acronym = open.length() > 1 && Character.isUpperCase(open.charAt(1));
        if (open.isEmpty() || acronym) {
            return open;
        }
        return open.substring(0, 1).toLowerCase(Locale.ROOT) + open.substring(1);
    }
}
