package eu.sluis.contract.document;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.SiteName;

/**
 * A node's signed word that this cluster job started on it, and with which one-job key.
 *
 * @param clusterJob the cluster's own id of the job, in decimal
 * @param uid the unix user of the job on the node
 * @param start seconds since 1970 on the node's clock
 * @param jobKey only the job's user could read the private half
 */
public record NodeStatement(
        SiteName site, String node, String clusterJob, long uid, long start, PublicKey jobKey)
        implements Document {

    public NodeStatement {
        Require.present(site, "site");
        Require.name(node, 64, "node");
        if (!Require.present(clusterJob, "clusterJob").matches("[0-9]{1,10}")) {
            throw new InvalidValue("clusterJob must be a decimal number");
        }
        Require.within(uid, 1, 4_294_967_294L, "uid");
        Require.present(jobKey, "jobKey");
    }
}
