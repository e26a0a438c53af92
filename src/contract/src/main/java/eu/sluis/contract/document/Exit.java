package eu.sluis.contract.document;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import org.jspecify.annotations.Nullable;

/**
 * How a payload ended: a code, or a signal.
 *
 * @param code 0 to 255
 * @param signal 1 to 64
 * @param outOfMemory whether it was ended for want of memory
 * @param timedOut whether it was ended at its time limit
 * @param peakMebibytes the most memory it held, as far as the runner could see
 */
public record Exit(
        @Nullable Integer code,
        @Nullable Integer signal,
        boolean outOfMemory,
        boolean timedOut,
        long peakMebibytes) {

    public Exit {
        if ((code == null) == (signal == null)) {
            throw new InvalidValue("a payload ends with a code or with a signal");
        }
        Require.within(code == null ? 0 : code, 0, 255, "code");
        Require.within(signal == null ? 1 : signal, 1, 64, "signal");
        Require.within(peakMebibytes, 0, Integer.MAX_VALUE, "peakMebibytes");
    }

    /** Whether the payload ended well. */
    public boolean success() {
        return code != null && code == 0 && !outOfMemory && !timedOut;
    }
}
