package eu.sluis.contract.document;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;

/**
 * What a client must know before it trusts anything; the enrolment string pins its digest.
 *
 * @param gateway the base URL, {@code https://host:port}
 * @param certificateAuthority PEM of the CA under which gateway and issuer are served
 * @param issuer the OpenID Connect issuer URL
 * @param clientId the public client of the CLI at that issuer
 * @param organization the tenant's alias at the issuer: random, asked for as a scope
 * @param custodian the key that signs recipients and releases
 */
public record Enrolment(
        String gateway,
        String certificateAuthority,
        String issuer,
        String clientId,
        String organization,
        TenantId tenant,
        PublicKey custodian)
        implements Document {

    public Enrolment {
        Require.present(gateway, "gateway");
        Require.present(certificateAuthority, "certificateAuthority");
        Require.present(issuer, "issuer");
        Require.present(clientId, "clientId");
        Require.present(organization, "organization");
        Require.present(tenant, "tenant");
        Require.present(custodian, "custodian");
    }
}
