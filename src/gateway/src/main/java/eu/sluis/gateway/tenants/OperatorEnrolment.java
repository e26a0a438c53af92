package eu.sluis.gateway.tenants;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Tells the operator, at start, the string to log in with: to the log, and to a file if asked. */
@ApplicationScoped
class OperatorEnrolment {

    private static final Logger LOG = Logger.getLogger(OperatorEnrolment.class);

    private final Enrolments enrolments;
    private final TenantsConfig config;

    OperatorEnrolment(Enrolments enrolments, TenantsConfig config) {
        this.enrolments = enrolments;
        this.config = config;
    }

    void tell(@Observes StartupEvent start) {
        String string = enrolments.string(Enrolments.OPERATOR, enrolments.ofOperator());
        LOG.infof("event=operator-enrolment string=%s", string);
        config.operatorEnrolment().ifPresent(file -> write(file, string));
    }

    private static void write(Path file, String string) {
        try {
            Files.writeString(file, string + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("writing sluis.tenants.operator-enrolment", e);
        }
    }
}
