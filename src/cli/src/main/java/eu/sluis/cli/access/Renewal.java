package eu.sluis.cli.access;

/** What a session needs of the issuer. */
public interface Renewal {

    /**
     * New tokens for a refresh token, which is spent: showing it again ends the session.
     *
     * @throws eu.sluis.cli.outcome.Failure if the issuer refuses or does not answer
     */
    Tokens renew(String refresh);

    /**
     * Tokens for a machine client.
     *
     * @throws eu.sluis.cli.outcome.Failure if the issuer refuses or does not answer
     */
    Tokens obtain(Robot robot, String scope);
}
