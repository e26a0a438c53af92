package eu.sluis.cli.show;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The terminal of this process, as Linux shows it; elsewhere there is none. */
public final class ProcessTerminal implements Terminal {

    private static final Path TERMINAL = Path.of("/dev/tty");
    private static final int LONGEST_SECRET = 4096;

    @Override
    public boolean isOutput() {
        return isTerminal(1);
    }

    @Override
    public boolean isError() {
        return isTerminal(2);
    }

    @Override
    public byte[] ask(String prompt) {
        try (InputStream in = Files.newInputStream(TERMINAL);
                OutputStream out = Files.newOutputStream(TERMINAL)) {
            Thread echoAgain = new Thread(() -> echo("echo"));
            Runtime.getRuntime().addShutdownHook(echoAgain);
            try {
                echo("-echo");
                out.write((prompt + ": ").getBytes(StandardCharsets.UTF_8));
                return line(in);
            } finally {
                echo("echo");
                out.write('\n');
                Runtime.getRuntime().removeShutdownHook(echoAgain);
            }
        } catch (IOException e) {
            throw Failure.usage(
                    "a passphrase is needed, and there is no terminal to ask on",
                    "run it in a terminal, or use a key file");
        }
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Path link = Path.of("/proc/self/fd/" + descriptor);
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The JDK can hide what is typed only where both standard streams are the terminal. */
    private static void echo(String mode) {
        try {
            Process stty =
                    new ProcessBuilder("stty", mode).redirectInput(TERMINAL.toFile()).start();
            if (stty.waitFor() != 0) {
                throw noEcho();
            }
        } catch (IOException e) {
            throw noEcho();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noEcho();
        }
    }

    private static Failure noEcho() {
        return Failure.other(
                "the terminal cannot be made to hide a passphrase", "install stty (coreutils)");
    }

    private static byte[] line(InputStream in) throws IOException {
        byte[] typed = new byte[LONGEST_SECRET];
        int length = 0;
        try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                if (length == typed.length) {
                    throw Failure.usage("the passphrase is too long", "choose a shorter one");
                }
                typed[length++] = (byte) next;
            }
            return Arrays.copyOf(typed, length);
        } finally {
            Arrays.fill(typed, (byte) 0);
        }
    }
}
