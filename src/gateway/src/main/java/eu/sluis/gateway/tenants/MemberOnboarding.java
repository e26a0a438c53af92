package eu.sluis.gateway.tenants;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.NewMember;
import eu.sluis.contract.api.NewMemberView;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Operator;
import eu.sluis.gateway.platform.IdempotencyKey;
import eu.sluis.gateway.platform.Idempotent;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the first logins of a tenant at the issuer, and our member rows.
 *
 * <p>A secret is shown once and stored nowhere, so a repeat cannot give the same one: a person who
 * never logged in gets a new password, and a robot is refused.
 */
@ApplicationScoped
class MemberOnboarding {

    private final Realm realm;
    private final TenantRows tenants;
    private final Members members;
    private final Idempotent idempotent;

    MemberOnboarding(Realm realm, TenantRows tenants, Members members, Idempotent idempotent) {
        this.realm = realm;
        this.tenants = tenants;
        this.members = members;
        this.idempotent = idempotent;
    }

    /** What is kept of an answer: everything but the secret. */
    private record Made(String subject, String login) {}

    /** One request of an operator, with the tenant it is about. */
    private record Wish(
            Operator operator, TenantRows.Row tenant, IdempotencyKey key, NewMember member) {

        TenantScope scope() {
            return Callers.onboarding(tenant.id(), operator);
        }

        String operation() {
            return "POST /v1/admin/tenants/" + tenant.id() + "/members";
        }

        /** Marks a login as made here for this tenant; nobody's mailbox. */
        String email() {
            return member.name() + "@" + tenant.alias() + ".invalid";
        }
    }

    /**
     * Makes a person or a robot a member.
     *
     * @throws ProblemException not-found without such a tenant; conflict if the login is somebody
     *     else's, or a repeat comes after the secret was used; forbidden or unavailable as the
     *     issuer answers, and then repeating is safe
     */
    NewMemberView create(Operator operator, IdempotencyKey key, TenantId tenant, NewMember member) {
        TenantRows.Row row = tenants.withId(tenant).orElseThrow(Problems::absent);
        Wish wish = new Wish(operator, row, key, member);
        Optional<Made> before =
                idempotent.before(wish.scope(), key, wish.operation(), member, Made.class);
        if (member.robot()) {
            if (before.isPresent()) {
                throw conflict("this robot exists and its secret was shown: make another");
            }
            return robot(wish);
        }
        return person(wish);
    }

    private NewMemberView person(Wish wish) {
        String login = wish.member.name();
        String password = UUID.randomUUID().toString();
        Optional<Realm.Person> there = realm.personNamed(wish.operator, login);
        if (there.isPresent()) {
            Realm.Person person = there.get();
            if (!person.email().equals(wish.email()) || !person.neverLoggedIn()) {
                throw conflict("the issuer has a user of this name already");
            }
            join(wish, person.id(), login);
            realm.resetPassword(wish.operator, person.id(), password);
            return new NewMemberView(person.id(), login, password);
        }
        String subject = realm.createPerson(wish.operator, login, wish.email(), password);
        joinOr(() -> realm.deletePerson(wish.operator, subject), wish, subject, login);
        return new NewMemberView(subject, login, password);
    }

    private NewMemberView robot(Wish wish) {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        String clientId = "robot-" + wish.member.name() + "-" + suffix;
        Realm.Robot robot = realm.createRobot(wish.operator, clientId);
        joinOr(() -> realm.deleteRobot(robot, clientId), wish, robot.subject(), clientId);
        return new NewMemberView(robot.subject(), clientId, robot.secret());
    }

    private void joinOr(Runnable takeBack, Wish wish, String subject, String login) {
        try {
            join(wish, subject, login);
        } catch (RuntimeException e) {
            takeBackQuietly(takeBack, e);
            throw e;
        }
    }

    private static void takeBackQuietly(Runnable takeBack, RuntimeException cause) {
        try {
            takeBack.run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void join(Wish wish, String subject, String login) {
        realm.join(wish.operator, wish.tenant.organization(), subject);
        Made made =
                idempotent.once(
                        wish.scope(),
                        wish.key,
                        wish.operation(),
                        wish.member,
                        Made.class,
                        handle -> {
                            members.add(handle, wish.scope(), subject, login, wish.member.roles());
                            return new Made(subject, login);
                        });
        if (!made.subject().equals(subject)) {
            throw conflict("another request with this key came first");
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(ProblemType.CONFLICT, detail);
    }
}
