package eu.sluis.gateway.tenants;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.gateway.access.AccessConfig;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/** What clients must know before they trust anything, and the strings that pin it. */
@ApplicationScoped
class Enrolments {

    /** The alias under which the operator enrols; no tenant's alias looks like it. */
    static final String OPERATOR = "operator";

    /** The operator's enrolment names this, the nil UUID: it is no tenant's. */
    static final TenantId NOBODY = new TenantId(new UUID(0, 0));

    private static final String MEMBERS_CLIENT = "sluis-cli";
    private static final String OPERATORS_CLIENT = "sluis-operator";

    private final AccessConfig access;
    private final PolicySigner custodian;
    private final Database database;

    Enrolments(AccessConfig access, PolicySigner custodian, Database database) {
        this.access = access;
        this.custodian = custodian;
        this.database = database;
    }

    /**
     * The canonical bytes of the enrolment of this alias.
     *
     * @throws eu.sluis.contract.ProblemException not-found if nobody has the alias
     */
    byte[] of(String alias) {
        return OPERATOR.equals(alias) ? ofOperator() : stored(alias);
    }

    byte[] ofOperator() {
        return document(OPERATORS_CLIENT, OPERATOR, NOBODY);
    }

    byte[] ofTenant(String alias, TenantId tenant) {
        return document(MEMBERS_CLIENT, alias, tenant);
    }

    /** {@code sluis://HOST[:PORT]/ALIAS#sha256:HEX}, which pins the document. */
    String string(String alias, byte[] document) {
        return "sluis://%s/%s#%s"
                .formatted(access.gateway().getAuthority(), alias, Digest.of(document));
    }

    private byte[] stored(String alias) {
        return database.acrossTenants(
                CrossTenant.FIRST_CONTACT,
                handle ->
                        handle.createQuery("SELECT enrolment FROM tenant WHERE alias = :alias")
                                .bind("alias", alias)
                                .mapTo(byte[].class)
                                .findOne()
                                .orElseThrow(Problems::absent));
    }

    private byte[] document(String client, String alias, TenantId tenant) {
        return Json.canonical(
                new Enrolment(
                        access.gateway().toString(),
                        certificateAuthority(),
                        access.issuer(),
                        client,
                        alias,
                        tenant,
                        custodian.publicKey()));
    }

    private String certificateAuthority() {
        try {
            return Files.readString(access.certificateAuthority());
        } catch (IOException e) {
            throw new UncheckedIOException("reading sluis.access.certificate-authority", e);
        }
    }
}
