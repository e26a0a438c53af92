package eu.sluis.gateway.clusters.slurm;

import java.util.Map;
import java.util.Optional;

/**
 * The answers that mean "certainly not accepted", in words.
 *
 * <p>Every other answer without a job id leaves it unknown. Source: slurm_errno.h of Slurm 22.05,
 * as measured against slurmrestd.
 */
final class Refusals {

    private static final Map<Integer, String> REASONS =
            Map.ofEntries(
                    Map.entry(2000, "Slurm does not know the partition"),
                    Map.entry(2002, "Slurm's gate refused the job"),
                    Map.entry(2005, "no node has what the job asks for"),
                    Map.entry(2009, "Slurm misses the script"),
                    Map.entry(2012, "the script is too large for Slurm"),
                    Map.entry(2014, "no node has what the job asks for"),
                    Map.entry(2015, "the partition does not take such a job"),
                    Map.entry(2045, "Slurm does not know the account"),
                    Map.entry(2048, "Slurm does not know the licence"),
                    Map.entry(2050, "a limit of Slurm is reached"),
                    Map.entry(2051, "the time asked for is beyond the partition's limit"),
                    Map.entry(2066, "Slurm does not allow the QOS"),
                    Map.entry(9001, "slurmrestd does not understand the submission"),
                    Map.entry(9002, "slurmrestd does not understand the submission"));

    private Refusals() {}

    static Optional<String> reason(int error) {
        return Optional.ofNullable(REASONS.get(error));
    }
}
