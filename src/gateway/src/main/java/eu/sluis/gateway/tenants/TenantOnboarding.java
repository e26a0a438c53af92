package eu.sluis.gateway.tenants;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.NewTenant;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.TenantView;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Operator;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.IdempotencyKey;
import eu.sluis.gateway.platform.Idempotent;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Makes tenants: an organization at the issuer, then our rows.
 *
 * <p>The two cannot commit together. If ours fail, the organization is deleted again; if that too
 * fails, or the gateway dies between, a repeat finds the organization by its name and goes on.
 */
@ApplicationScoped
class TenantOnboarding {

    private static final Logger LOG = Logger.getLogger(TenantOnboarding.class);
    private static final String OPERATION = "POST /v1/admin/tenants";
    private static final String OUR_ALIAS = "t-[0-9a-f]{32}";

    private final Realm realm;
    private final TenantRows rows;
    private final Enrolments enrolments;
    private final Policies policies;
    private final DefaultLabel defaultLabel;
    private final Idempotent idempotent;
    private final Database database;
    private final Audit audit;

    TenantOnboarding(
            Realm realm,
            TenantRows rows,
            Enrolments enrolments,
            Policies policies,
            DefaultLabel defaultLabel,
            Idempotent idempotent,
            Database database,
            Audit audit) {
        this.realm = realm;
        this.rows = rows;
        this.enrolments = enrolments;
        this.policies = policies;
        this.defaultLabel = defaultLabel;
        this.idempotent = idempotent;
        this.database = database;
        this.audit = audit;
    }

    /** Every tenant, oldest first. */
    Page<TenantView> all(Operator operator, Cursor after, Limit limit) {
        return Cursor.page(
                rows.after(after, limit),
                limit,
                TenantRows.Row::cursor,
                row -> view(operator, row));
    }

    /**
     * Makes a tenant, or gives again the answer of the first time.
     *
     * @throws ProblemException conflict if the name is taken; forbidden or unavailable as the
     *     issuer answers, and then repeating is safe
     */
    TenantView create(Operator operator, IdempotencyKey key, NewTenant wanted) {
        TenantScope scope = Callers.onboarding(idFor(operator, key), operator);
        Optional<TenantView> before =
                rows.withId(scope.tenant())
                        .flatMap(row ->
                                idempotent.before(scope, key, OPERATION, wanted, TenantView.class));
        return before.orElseGet(() -> createNow(operator, scope, key, wanted));
    }

    private TenantView createNow(
            Operator operator, TenantScope scope, IdempotencyKey key, NewTenant wanted) {
        Optional<Realm.Organization> left = realm.organizationNamed(operator, wanted.name());
        if (rows.taken(wanted.name(), left.map(Realm.Organization::id).orElse(""))) {
            throw taken();
        }
        Realm.Organization organization =
                left.orElseGet(() -> realm.createOrganization(operator, wanted.name()));
        if (!organization.alias().matches(OUR_ALIAS)) {
            throw taken();
        }
        try {
            return idempotent.once(
                    scope,
                    key,
                    OPERATION,
                    wanted,
                    TenantView.class,
                    handle -> insert(handle, scope, wanted, organization));
        } catch (RuntimeException e) {
            takeBack(operator, organization);
            throw e;
        }
    }

    private TenantView insert(
            Handle handle, TenantScope scope, NewTenant wanted, Realm.Organization organization) {
        TenantId id = scope.tenant();
        Label given = wanted.label();
        Label label = given == null ? defaultLabel.get() : given;
        byte[] enrolment = enrolments.ofTenant(organization.alias(), id);
        var created =
                rows.insert(handle, id, wanted.name(), organization, enrolment)
                        .orElseThrow(TenantOnboarding::taken);
        policies.set(handle, scope, id.value(), label);
        audit.append(
                handle,
                scope,
                "tenant.created",
                Map.of(
                        "tenant", id,
                        "organization", organization.id(),
                        "label", label.digest(),
                        "enrolment", Digest.of(enrolment)));
        return new TenantView(
                id,
                wanted.name(),
                enrolments.string(organization.alias(), enrolment),
                label,
                created);
    }

    /** Deletes an organization that no tenant came of; one that a tenant has stays. */
    private void takeBack(Operator operator, Realm.Organization organization) {
        try {
            if (!rows.taken("", organization.id())) {
                realm.deleteOrganization(operator, organization);
            }
        } catch (RuntimeException e) {
            LOG.warnf("event=organization-left-behind organization=%s", organization.id());
        }
    }

    private TenantView view(Operator operator, TenantRows.Row row) {
        TenantScope scope = Callers.onboarding(row.id(), operator);
        Label label = database.inTenant(scope, handle -> policies.ofTenant(handle, scope));
        return new TenantView(
                row.id(),
                row.name(),
                enrolments.string(row.alias(), row.enrolment()),
                label,
                row.created());
    }

    /** The id follows from operator and key, so that a key finds the tenant that it made. */
    private static TenantId idFor(Operator operator, IdempotencyKey key) {
        String seed = "sluis.tenant.v1 " + operator.subject() + " " + key.value();
        var digest = ByteBuffer.wrap(Digest.of(seed.getBytes(StandardCharsets.UTF_8)).raw());
        long high = digest.getLong() & ~0xF000L | 0x8000L;
        long low = digest.getLong() & ~(0b11L << 62) | (0b10L << 62);
        return new TenantId(new UUID(high, low));
    }

    private static ProblemException taken() {
        return new ProblemException(ProblemType.CONFLICT, "this name is taken");
    }
}
