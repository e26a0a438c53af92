package eu.sluis.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestTenant;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked // its fields are injected
class OutageTest {

    @Inject AgroalDataSource source;

    @ParameterizedTest
    @CsvSource({
        "08001, 503", // no connection
        "08006, 503", // it broke
        "57P01, 503", // the server is shut down
        "53300, 503", // too many connections
        "40001, 503", // not serializable
        "40P01, 503", // deadlock
        "23505, 500", // a row is there twice: ours
        "42P01, 500"
    })
    void whatPassesIsUnavailableAndWhatIsOursIsNot(String state, int status) {
        var thrown = new IllegalStateException(new SQLException("canary", state));

        var answer = new Problems().unknown(thrown);

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getEntity().toString()).doesNotContain("canary");
    }

    @Test
    void aCommitWhoseAnswerIsLostHasAnUnknownOutcome() {
        var tenant = TestTenant.make();
        UUID id = UUID.randomUUID();
        Database database = failingAtCommit("08006");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        database.inTenant(
                                tenant.scope(),
                                handle ->
                                        handle.execute(
                                                "INSERT INTO project (tenant, id, name) VALUES (current_tenant(), ?, ?)",
                                                id,
                                                "p")))
                .matches(e -> e.type() == ProblemType.OUTCOME_UNKNOWN);

        assertThat(Sql.column("SELECT id FROM project WHERE id = ?", id)).hasSize(1);
    }

    @Test
    void aCommitThatIsRolledBackIsNotUnknown() {
        Database database = failingAtCommit("40001");

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> database.inTenant(TestTenant.make().scope(), handle -> 1))
                .matches(e -> !(e instanceof ProblemException) && Outage.passes(e));
    }

    /** Each commit is made, and then says this. */
    private Database failingAtCommit(String state) {
        AgroalDataSource failing =
                proxy(
                        AgroalDataSource.class,
                        source,
                        result -> result instanceof Connection c ? failing(c, state) : result);
        return new Database(failing, failing);
    }

    private static Connection failing(Connection real, String state) {
        return (Connection)
                Proxy.newProxyInstance(
                        OutageTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            @Nullable Object result = call(real, method, arguments);
                            if (method.getName().equals("commit")) {
                                throw new SQLException("the answer is lost", state);
                            }
                            return result;
                        });
    }

    private interface Change {
        @Nullable Object of(@Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T real, Change change) {
        return type.cast(
                Proxy.newProxyInstance(
                        OutageTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> change.of(call(real, method, arguments))));
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
