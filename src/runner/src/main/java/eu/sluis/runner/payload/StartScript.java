package eu.sluis.runner.payload;

import eu.sluis.contract.document.Bundle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text that the sandbox's shell reads from its standard input: it sets the payload's
 * environment, then becomes the payload.
 *
 * <p>Variables and arguments travel in it, and not in an argument or the environment of anything
 * outside of the sandbox: {@code LD_PRELOAD} or {@code BASH_ENV} of a tenant acts on the payload
 * alone. Limit: the payload's own arguments can be read by everybody on a node whose /proc is
 * mounted without hidepid.
 */
public final class StartScript {

    /**
     * Names that a shell gives a meaning of its own or will not assign to; {@code env} sets these,
     * so that for a moment they stand in its arguments.
     */
    private static final Set<String> SPECIAL =
            Set.of(
                    "BASHOPTS",
                    "BASHPID",
                    "BASH_VERSINFO",
                    "DIRSTACK",
                    "EUID",
                    "FUNCNAME",
                    "GROUPS",
                    "HISTCMD",
                    "IFS",
                    "LINENO",
                    "OLDPWD",
                    "OPTIND",
                    "POSIXLY_CORRECT",
                    "PPID",
                    "PWD",
                    "RANDOM",
                    "SECONDS",
                    "SHELLOPTS",
                    "UID",
                    "_");

    /** Deleted by the script's first line: while it is there, nothing of the payload has run. */
    static final String MARK = "/tmp/.sluis-not-started";

    private StartScript() {}

    /**
     * The script for {@code bundle}.
     *
     * @param own what the runner sets; the bundle's variables come on top
     * @param interpreted whether {@code /bin/sh} runs the bundle's script, because it does not say
     *     itself what does
     */
    public static String of(Map<String, String> own, Bundle bundle, boolean interpreted) {
        StringBuilder text = new StringBuilder("rm -f " + MARK + "\nunset PWD OLDPWD\n");
        own.forEach((name, value) -> text.append(export(name, value)));
        StringBuilder last = new StringBuilder("exec");
        if (bundle.variables().keySet().stream().anyMatch(StartScript::special)) {
            last.append(" /usr/bin/env");
        }
        bundle.variables()
                .forEach((name, value) -> {
                    if (special(name)) {
                        last.append(' ').append(quoted(name + "=" + value));
                    } else {
                        text.append(export(name, value));
                    }
                });
        last.append(interpreted ? " /bin/sh /bundle/script" : " /bundle/script");
        return text.append(last)
                .append(words(bundle.arguments()))
                .append(" </dev/null\n")
                .toString();
    }

    private static String export(String name, String value) {
        return "export " + name + "=" + quoted(value) + "\n";
    }

    private static boolean special(String name) {
        return SPECIAL.contains(name) || name.startsWith("LC_") || name.startsWith("LANG");
    }

    private static String words(List<String> arguments) {
        return arguments.stream()
                .map(argument -> " " + quoted(argument))
                .collect(Collectors.joining());
    }

    /** In single quotes, within which a shell reads nothing but the closing quote. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
