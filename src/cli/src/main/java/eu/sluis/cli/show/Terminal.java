package eu.sluis.cli.show;

import eu.sluis.cli.outcome.Failure;

/** The terminal that a command may have been started on. */
public interface Terminal {

    /** Whether standard output is one. */
    boolean isOutput();

    /** Whether standard error is one. */
    boolean isError();

    /**
     * Asks for a secret, without echo; also where standard input and output are pipes.
     *
     * @return what was typed, in UTF-8, without the line end, for the caller to wipe
     * @throws Failure with USAGE if there is no terminal
     */
    byte[] ask(String prompt);
}
