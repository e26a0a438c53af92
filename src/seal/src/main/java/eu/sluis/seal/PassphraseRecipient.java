package eu.sluis.seal;

/**
 * Seals to a passphrase, alone in its file.
 *
 * @param workFactor the base-two logarithm of scrypt's cost
 */
record PassphraseRecipient(Passphrase passphrase, int workFactor) implements Recipient {

    /** As age itself: about a second and 256 MiB. */
    static final int WORK_FACTOR = 18;

    @Override
    public boolean postQuantum() {
        return true;
    }

    @Override
    public String toString() {
        return "passphrase";
    }
}
