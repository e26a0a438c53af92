package eu.sluis.seal;

/** Key bytes that are gone after close, and that no {@code toString} shows. */
final class SecretKeyBytes implements AutoCloseable {

    private final byte[] bytes;
    private volatile boolean closed;

    private SecretKeyBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static SecretKeyBytes takeOwnershipOf(byte[] bytes) {
        return new SecretKeyBytes(bytes);
    }

    /** A fresh copy, for the caller to wipe. */
    byte[] copy() {
        byte[] copy = bytes.clone();
        if (closed) {
            Secrets.wipe(copy);
            throw new IllegalStateException("the key was closed");
        }
        return copy;
    }

    @Override
    public void close() {
        closed = true;
        Secrets.wipe(bytes);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
