package eu.sluis.gateway.clusters;

/** A cluster did not answer in a way that tells anything. */
public final class ClusterUnreachable extends Exception {

    public ClusterUnreachable(String what) {
        super(what);
    }

    public ClusterUnreachable(String what, Throwable cause) {
        super(what, cause);
    }
}
