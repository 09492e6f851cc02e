package dev.patchbay.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verifier can be copied into an app as it stands. */
class CopyableTests {
    private static final Path SOURCES = Path.of("src/client/java/dev/patchbay/client");

    /** The verifier's classes without the tests beside them. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPackages("dev.patchbay.client")
            .that(DescribedPredicate.describe("lie in src/client", CopyableTests::isOfTheClient));

    @Test
    void itsClassesAreOfJava8() throws IOException {
        try (InputStream in = Refused.class.getResourceAsStream("Refused.class");
                DataInputStream data = new DataInputStream(in)) {
            assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
            data.readUnsignedShort();
            assertThat(data.readUnsignedShort()).isEqualTo(52);
        }
    }

    @Test
    void usesNothingButItselfAndTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.patchbay.client", "java..", "javax.crypto..")
                .check(CLASSES);
    }

    /** Each of these came to Android after version 5. */
    @Test
    void usesNothingThatAndroid5Lacks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.util.function..", "java.util.stream..", "java.time..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Base64")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Optional")
                .check(CLASSES);
    }

    /** Java 8 has them, Android got them with 7 or later (developer.android.com, "Added in API level"). */
    private static final Set<String> YOUNGER_IN_COLLECTIONS = Set.of(
            "getOrDefault",
            "putIfAbsent",
            "computeIfAbsent",
            "computeIfPresent",
            "compute",
            "merge",
            "forEach",
            "replaceAll",
            "removeIf",
            "stream",
            "parallelStream",
            "spliterator",
            "comparing",
            "reversed",
            "thenComparing");

    private static final Set<String> YOUNGER_IN_LANG = Set.of(
            "addExact",
            "subtractExact",
            "multiplyExact",
            "negateExact",
            "incrementExact",
            "toIntExact",
            "floorMod",
            "floorDiv",
            "parseUnsignedInt",
            "parseUnsignedLong",
            "compareUnsigned",
            "divideUnsigned",
            "remainderUnsigned",
            "toUnsignedInt",
            "toUnsignedLong",
            "toUnsignedString",
            "isFinite",
            "join",
            "chars",
            "codePoints");

    @Test
    void callsNothingThatAndroid5Lacks() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("came after Android 5", call -> {
                    String owner = call.getTargetOwner().getPackageName();
                    return owner.startsWith("java.util") && YOUNGER_IN_COLLECTIONS.contains(call.getName())
                            || owner.equals("java.lang") && YOUNGER_IN_LANG.contains(call.getName())
                            || call.getTargetOwner().getName().equals("java.util.List")
                                    && call.getName().equals("sort");
                }))
                .check(CLASSES);
    }

    private static boolean isOfTheClient(JavaClass type) {
        return Files.exists(SOURCES.resolve(outermost(type) + ".java"));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        return name.split("\\$")[0];
    }

    @Test
    void allOfItIsLookedAt() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .toList();
            assertThat(CLASSES.stream().map(CopyableTests::outermost)).containsAll(names);
        }
    }
}
