package eu.sluis.custody;

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

    /** Whether inputs of {@code plainBytes} fit a job with {@code memoryMebibytes}. */
    public static boolean fits(long plainBytes, long memoryMebibytes) {
        return memoryMebibytes >= neededMebibytes(plainBytes);
    }
}
