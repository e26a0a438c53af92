package eu.sluis.custody;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules over the code of contract, seal and custody (SECURITY 22 and 25). */
class CryptographyRulesTest {

    private static final Set<String> COMPARING = Set.of("equals", "compare", "mismatch");

    private final JavaClasses all =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("eu.sluis.contract", "eu.sluis.seal", "eu.sluis.custody");

    @Test
    void sealComparesNoBytesInVariableTime() {
        noClasses()
                .that()
                .resideInAPackage("eu.sluis.seal..")
                .should()
                .callMethodWhere(
                        describe("bytes are compared", CryptographyRulesTest::comparesBytes))
                .check(all);
    }

    @Test
    void theHeadersMacIsComparedInConstantTime() {
        classes()
                .that()
                .haveFullyQualifiedName("eu.sluis.seal.Header")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(all);
    }

    @Test
    void cryptographyBeyondSha256LivesInSealAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("eu.sluis.seal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.crypto..", "org.bouncycastle..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.security\\.(Signature|SecureRandom|KeyPairGenerator|KeyFactory)")
                .check(all);
    }

    private static boolean comparesBytes(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(Arrays.class)
                && COMPARING.contains(call.getName())
                && call.getTarget().getRawParameterTypes().getFirst().isEquivalentTo(byte[].class);
    }
}
