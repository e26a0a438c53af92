package eu.sluis.cli.command;

import eu.sluis.cli.show.Output;
import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Role;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.JobState;
import eu.sluis.seal.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The list of commands, and how the words of the command line become values. */
public final class Commands {

    private static final Map<String, Supplier<Object>> ALL = all();

    private Commands() {}

    /**
     * Adds the commands to {@code line}: only the one that {@code arguments} begin with, if they
     * do, since building the others costs more than running most.
     */
    public static void addTo(CommandLine line, String... arguments) {
        Supplier<Object> named = arguments.length == 0 ? null : ALL.get(arguments[0]);
        if (named != null) {
            line.addSubcommand(arguments[0], named.get());
        } else {
            ALL.forEach((name, make) -> line.addSubcommand(name, make.get()));
        }
        CommandLine submit = line.getSubcommands().get("submit");
        if (submit != null) {
            submit.setStopAtPositional(true);
        }
        register(line);
    }

    private static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("login", Login::new);
        all.put("logout", Logout::new);
        all.put("whoami", Whoami::new);
        all.put("project", Project::new);
        all.put("member", Member::new);
        all.put("dataset", Dataset::new);
        all.put("put", Put::new);
        all.put("ls", Ls::new);
        all.put("get", Get::new);
        all.put("submit", Submit::new);
        all.put("status", Status::new);
        all.put("list", ListJobs::new);
        all.put("wait", Wait::new);
        all.put("cancel", Cancel::new);
        all.put("logs", Logs::new);
        all.put("explain", Explain::new);
        all.put("keygen", Keygen::new);
        all.put("seal", Seal::new);
        all.put("open", Open::new);
        all.put("inspect", Inspect::new);
        all.put("admin", Admin::new);
        return all;
    }

    private static void register(CommandLine line) {
        line.registerConverter(Zone.class, checked(Zone::new));
        line.registerConverter(Recipient.class, checked(Recipient::parse));
        line.registerConverter(Duration.class, checked(Amounts::time));
        line.registerConverter(Instant.class, Commands::instant);
        line.registerConverter(Amounts.Mebibytes.class, checked(Amounts::memory));
        for (Class<? extends Enum<?>> type : words()) {
            register(line, type);
        }
    }

    private static List<Class<? extends Enum<?>>> words() {
        return List.of(
                Role.class,
                EvidenceLevel.class,
                Egress.class,
                Custody.class,
                Recipients.class,
                NetworkClass.class,
                JobState.class,
                Output.class);
    }

    private static <E> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, text -> word(type, text));
    }

    private static <E> E word(Class<E> type, String text) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it must be one of " + names(type)));
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> spelled(type, value.toString()))
                .collect(Collectors.joining(", "));
    }

    private static String spelled(Class<?> type, String name) {
        boolean shouted = type == EvidenceLevel.class || type == JobState.class;
        return shouted ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("it must look like 2027-12-31T00:00:00Z");
        }
    }

    private static <T> ITypeConverter<T> checked(ITypeConverter<T> converter) {
        return text -> {
            try {
                return converter.convert(text);
            } catch (InvalidValue e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }
}
