package eu.sluis.seal;

/** Opens what was sealed to a passphrase. */
record PassphraseIdentity(Passphrase passphrase) implements Identity {

    @Override
    public Recipient recipient() {
        return new PassphraseRecipient(passphrase, PassphraseRecipient.WORK_FACTOR);
    }

    @Override
    public byte[] secret(SecretAccess access) {
        return passphrase.copy();
    }

    @Override
    public void close() {
        passphrase.close();
    }

    @Override
    public String toString() {
        return "Identity[passphrase]";
    }
}
