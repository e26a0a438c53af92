package eu.sluis.custody;

import java.util.Collection;
import java.util.Optional;

/**
 * Whether what a job reads can lie in the memory that it asks for.
 *
 * <p>Plaintext lies in a tmpfs whose pages count against the job's memory. A tmpfs as large as the
 * memory would let the kernel's OOM killer end the job's own supervisor and free nothing (measured
 * on Slurm 22.05), so the limit stays well below: writing fails with "no space" first.
 */
public final class Fit {

    /** What of the job's memory the runner's JVM and the sandbox take. */
    public static final long RUNNER_MEBIBYTES = 160;

    private static final long MEBIBYTE = 1L << 20;
    private static final long PAGE = 4096;

    private Fit() {}

    /** The size of the tmpfs for inputs, outputs and /tmp: 60 % of what the runner leaves. */
    public static long tmpfsMebibytes(long memoryMebibytes) {
        return Math.max(0, memoryMebibytes - RUNNER_MEBIBYTES) * 3 / 5;
    }

    /** The least memory with which {@code plainBytes} of inputs leave a tenth of the tmpfs free. */
    public static long neededMebibytes(long plainBytes) {
        long tmpfs = Math.ceilDiv(Math.ceilDiv(plainBytes, MEBIBYTE) * 10, 9) + 1;
        return RUNNER_MEBIBYTES + Math.ceilDiv(tmpfs * 5, 3);
    }

    /**
     * Why objects of these sealed lengths cannot fit, with the figure; empty if they can.
     *
     * <p>An age file is longer than what it holds, so each counts with its sealed length, rounded
     * up to the pages that a file in a tmpfs takes. What the job writes is not known beforehand: a
     * job that fits may still run out of room.
     *
     * @throws ArithmeticException if together they pass 8 EiB
     */
    public static Optional<String> refusal(Collection<Long> sealedBytes, long memoryMebibytes) {
        long pages =
                sealedBytes.stream()
                        .mapToLong(n -> Math.ceilDiv(n, PAGE))
                        .reduce(0, Math::addExact);
        long needed = neededMebibytes(Math.multiplyExact(pages, PAGE));
        return memoryMebibytes >= needed
                ? Optional.empty()
                : Optional.of(
                        "the inputs need %d MiB of memory, the job asks for %d MiB"
                                .formatted(needed, memoryMebibytes));
    }
}
