package eu.sluis.cli.command;

import eu.sluis.contract.InvalidValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people type them. */
final class Amounts {

    private static final Pattern MEMORY = Pattern.compile("([0-9]{1,9})([MGT]?)");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])");

    private Amounts() {}

    /** An amount of memory in MiB. */
    record Mebibytes(long count) {}

    /**
     * Reads {@code 512M}, {@code 4G} or {@code 1T} in powers of 1024; without a letter it is MiB.
     *
     * @throws InvalidValue if it is none of these
     */
    static Mebibytes memory(String text) {
        Matcher match = MEMORY.matcher(text);
        if (!match.matches()) {
            throw new InvalidValue("an amount of memory looks like 512M, 4G or 1T");
        }
        int shift =
                switch (match.group(2)) {
                    case "G" -> 10;
                    case "T" -> 20;
                    default -> 0;
                };
        return new Mebibytes(Long.parseLong(match.group(1)) << shift);
    }

    /**
     * Reads {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d} or {@code HH:MM:SS}.
     *
     * @throws InvalidValue if it is none of these
     */
    static Duration time(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Duration.ofHours(Long.parseLong(clock.group(1)))
                    .plusMinutes(Long.parseLong(clock.group(2)))
                    .plusSeconds(Long.parseLong(clock.group(3)));
        }
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            throw new InvalidValue("a time looks like 90s, 10m, 2h, 1d or 02:30:00");
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
