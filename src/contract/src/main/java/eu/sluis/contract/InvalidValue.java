package eu.sluis.contract;

/**
 * A value that does not have the form its type demands.
 *
 * <p>The message is safe to show to whoever sent the value: it never repeats it.
 */
public final class InvalidValue extends IllegalArgumentException {

    private final String detail;

    public InvalidValue(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What is wrong, in a clause. */
    public String detail() {
        return detail;
    }
}
