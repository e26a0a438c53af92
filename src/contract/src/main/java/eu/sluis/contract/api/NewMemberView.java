package eu.sluis.contract.api;

/**
 * The login that was made.
 *
 * @param login the user name, or for a robot the client id, at the issuer
 * @param secret a password to be changed at first login, or a robot's client secret; shown once
 */
public record NewMemberView(String subject, String login, String secret) {

    @Override
    public String toString() {
        return "NewMemberView[" + subject + ", " + login + ", secret withheld]";
    }
}
