package eu.sluis.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Set;

/** What the packages of the gateway may know, and what only one of them may do. */
@AnalyzeClasses(packages = "eu.sluis.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "eu.sluis.gateway.";

    /** Each may use those after it, never those before it. */
    private static final List<String> ORDER =
            List.of(
                    "jobs",
                    "datasets",
                    "custody",
                    "sites",
                    "tenants",
                    "audit",
                    "access",
                    "platform");

    @ArchTest
    static void noPackageReachesBack(JavaClasses classes) {
        for (int i = 1; i < ORDER.size(); i++) {
            String[] before =
                    ORDER.subList(0, i).stream()
                            .map(name -> ROOT + name + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(before)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule CLUSTERS_KNOW_NOTHING_OF_TENANTS =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "clusters..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ORDER.stream()
                                    .filter(name -> !name.equals("platform"))
                                    .map(name -> ROOT + name + "..")
                                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule CLUSTERS_ARE_SPOKEN_TO_BY_JOBS_ALONE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "clusters..", ROOT + "jobs..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "clusters..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_ACCESS_MAKES_A_SCOPE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "access..")
                    .should()
                    .callConstructorWhere(
                            DescribedPredicate.describe(
                                    "the target is TenantScope",
                                    call ->
                                            call.getTargetOwner()
                                                    .isEquivalentTo(TenantScope.class)));

    @ArchTest
    static final ArchRule CRYPTOGRAPHY_IS_SEALS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javax.crypto..", "org.bouncycastle..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.security.Signature")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.security.KeyPairGenerator");

    /** Salts of leaves are the one thing drawn outside of seal; they are no keys. */
    @ArchTest
    static final ArchRule RANDOMNESS_IS_SEALS_BUT_FOR_SALTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "audit..")
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "are sources of randomness",
                                    type ->
                                            type.isAssignableTo(java.util.Random.class)
                                                    || type.getName()
                                                            .equals(
                                                                    "java.util.concurrent.ThreadLocalRandom")));

    @ArchTest
    static final ArchRule THE_TENANT_IS_SET_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(ROOT + "platform.Database")
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "hand out connections",
                                    type ->
                                            Set.of(
                                                            "io.agroal.api.AgroalDataSource",
                                                            "javax.sql.DataSource",
                                                            "java.sql.Connection")
                                                    .contains(type.getName())));

    @ArchTest
    static final ArchRule EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT =
            methods()
                    .that(
                            DescribedPredicate.describe(
                                    "are operations",
                                    method ->
                                            method.getAnnotations().stream()
                                                    .anyMatch(each ->
                                                            each.getRawType()
                                                                    .isAnnotatedWith(
                                                                            HttpMethod.class))))
                    .should()
                    .beAnnotatedWith(RolesAllowed.class)
                    .orShould()
                    .beAnnotatedWith(PermitAll.class);

    /** Who needs no token: enrolments, and runners, who sign instead. */
    @ArchTest
    static final ArchRule WHAT_TAKES_NO_TOKEN_IS_NAMED_HERE =
            methods()
                    .that()
                    .areAnnotatedWith(PermitAll.class)
                    .should()
                    .beDeclaredIn(ROOT + "tenants.EnrolmentResource")
                    .orShould()
                    .beDeclaredIn(ROOT + "jobs.RunnerResource");

    @ArchTest
    static final ArchRule A_RUNNERS_OPERATION_AUTHENTICATES_IT =
            methods()
                    .that()
                    .areDeclaredIn(ROOT + "jobs.RunnerResource")
                    .and()
                    .areAnnotatedWith(PermitAll.class)
                    .should(
                            new ArchCondition<JavaMethod>(
                                    "call Runners.authenticate, but for redeem") {
                                @Override
                                public void check(JavaMethod method, ConditionEvents events) {
                                    boolean calls =
                                            method.getMethodCallsFromSelf().stream()
                                                    .anyMatch(call ->
                                                            call.getName().equals("authenticate"));
                                    if (!calls && !method.getName().equals("redeem")) {
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        method, method.getFullName()));
                                    }
                                }
                            });
}
