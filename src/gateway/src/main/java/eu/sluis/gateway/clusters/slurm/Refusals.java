package eu.sluis.gateway.clusters.slurm;

import eu.sluis.gateway.clusters.Submission;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that mean "certainly not accepted", in words.
 *
 * <p>Every other answer without a job id leaves it unknown. Source: slurm_errno.h of Slurm 22.05,
 * as measured against slurmrestd.
 */
final class Refusals {

    private static final Map<Integer, Submission> REFUSALS =
            Map.ofEntries(
                    never(2000, "Slurm does not know the partition"),
                    never(2002, "Slurm's gate refused the job"),
                    never(2005, "no node has what the job asks for"),
                    never(2009, "Slurm misses the script"),
                    never(2012, "the script is too large for Slurm"),
                    later(2014, "no node has what the job asks for now"),
                    later(2015, "the partition does not take such a job now"),
                    never(2045, "Slurm does not know the account"),
                    never(2048, "Slurm does not know the licence"),
                    later(2050, "a limit of Slurm is reached"),
                    never(2051, "the time asked for is beyond the partition's limit"),
                    never(2066, "Slurm does not allow the QOS"),
                    never(9001, "slurmrestd does not understand the submission"),
                    never(9002, "slurmrestd does not understand the submission"));

    private Refusals() {}

    /** What the error means for the job, if it certainly was not accepted. */
    static Optional<Submission> of(int error) {
        return Optional.ofNullable(REFUSALS.get(error));
    }

    private static Map.Entry<Integer, Submission> never(int error, String reason) {
        return Map.entry(error, new Submission.NotSubmitted(reason, false));
    }

    /** Passes without the job being changed: nodes come back, limits are for those that run. */
    private static Map.Entry<Integer, Submission> later(int error, String reason) {
        return Map.entry(error, new Submission.Later(reason));
    }
}
