package eu.sluis.cli.offline;

import eu.sluis.cli.access.Home;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.Terminal;
import eu.sluis.contract.InvalidValue;
import eu.sluis.seal.Identity;
import eu.sluis.seal.IdentityFile;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.Recipient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads recipients and identities from files, and passphrases from the terminal. */
public final class Keys {

    private final Terminal terminal;

    public Keys(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The recipients in a recipients file.
     *
     * @throws Failure with USAGE if it cannot be read, or is none
     */
    public static List<Recipient> recipients(Path file) {
        try {
            return Recipient.parseAll(Files.readString(file));
        } catch (IOException e) {
            throw Failure.usage(file + " cannot be read", "check name and permissions");
        } catch (InvalidValue e) {
            throw Failure.usage(file + ": " + e.getMessage(), "one recipient a line");
        }
    }

    /**
     * The identities in identity files, for the caller to close. Asks for the passphrase of those
     * that have one.
     *
     * @throws Failure if one cannot be read, is none, does not open, or is open to other users
     */
    public List<Identity> identities(List<Path> files) {
        List<Identity> identities = new ArrayList<>();
        for (Path file : files) {
            try (InputStream bytes = Files.newInputStream(file)) {
                if (Files.isRegularFile(file)) {
                    Home.refuseIfShared(file, Files.getPosixFilePermissions(file));
                }
                identities.addAll(identities(file.toString(), bytes));
            } catch (IOException e) {
                throw Failure.usage(file + " cannot be read", "check name and permissions");
            }
        }
        return identities;
    }

    /**
     * The identities in one identity file; {@code name} is for messages.
     *
     * @throws Failure as {@link #identities(List)}
     */
    public List<Identity> identities(String name, InputStream bytes) throws IOException {
        byte[] file = bytes.readNBytes(IdentityFile.MAX_BYTES + 1);
        try {
            return IdentityFile.read(file, () -> terminal.ask("Passphrase of " + name));
        } catch (OpenFailure e) {
            throw Failure.other(
                    name + " does not open: the passphrase is another one, or it was changed",
                    "try again");
        } catch (InvalidValue e) {
            throw Failure.usage(name + ": " + e.getMessage(), "sluis keygen makes such a file");
        } finally {
            Arrays.fill(file, (byte) 0);
        }
    }

    /** Asks for the passphrase that opens {@code name}. */
    public Identity passphraseOf(String name) {
        byte[] phrase = terminal.ask("Passphrase of " + name);
        try {
            return Identity.ofPassphrase(phrase);
        } finally {
            Arrays.fill(phrase, (byte) 0);
        }
    }

    /**
     * Asks twice for a new passphrase, which the caller wipes.
     *
     * @throws Failure with USAGE if it is empty, or was typed in two ways
     */
    public byte[] newPassphrase() {
        byte[] phrase = terminal.ask("New passphrase");
        byte[] again = terminal.ask("The same again");
        boolean same = Arrays.equals(phrase, again);
        Arrays.fill(again, (byte) 0);
        if (!same || phrase.length == 0) {
            Arrays.fill(phrase, (byte) 0);
            throw Failure.usage(
                    same ? "a passphrase cannot be empty" : "that was not the same twice",
                    "try again");
        }
        return phrase;
    }

    /** The text of recipients, a line each. */
    public static byte[] lines(List<Recipient> recipients) {
        StringBuilder lines = new StringBuilder();
        recipients.forEach(recipient -> lines.append(recipient).append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
