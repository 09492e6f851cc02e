package dev.patchbay;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the house: floors, no cycles, names, and that each package says what it uses. */
class ArchitectureTests {
    private static final String BASE = "dev.patchbay";
    private static final Path SOURCES = Path.of("src/main/java/dev/patchbay");

    /** From the bottom up; a package uses only floors below its own. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("bsdiff", "pack", "storage", "egress", "nodes"),
            Set.of("release"),
            Set.of("report", "trust"),
            Set.of("delta", "rollout"),
            Set.of("download"),
            Set.of("update", "plan", "retention"),
            Set.of("ocrunner", "eros", "manage", "audit", "webhook", "archive"),
            Set.of("access", "move"),
            Set.of("web", "console", "cli"));

    private static final Set<String> NAMES_THAT_SAY_NOTHING =
            Set.of("common", "util", "utils", "model", "dto", "service", "impl", "support", "helper", "misc");

    private static final Pattern USES = Pattern.compile("<p>Uses ([^.]*)\\.");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void everyPackageStandsOnAFloor() {
        assertThat(packages())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(floorOf(name))
                        .as("the floor of package " + name + "; a new one is entered in the table of this test")
                        .isNotNegative());
    }

    @Test
    void aPackageUsesOnlyFloorsBelowItsOwn() {
        List<String> wrong = new ArrayList<>();
        uses().forEach((from, tos) -> tos.stream()
                .filter(to -> floorOf(to) >= floorOf(from))
                .forEach(to -> wrong.add(from + " (floor " + floorOf(from) + ") uses " + to + " (floor " + floorOf(to)
                        + "): " + firstUse(from, to))));
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyTheEntryPointStandsOutsideTheFloorsAndItUsesOnlyTheCommands() {
        assertThat(CLASSES)
                .filteredOn(type -> type.getPackageName().equals(BASE))
                .allSatisfy(type -> assertThat(type.getDirectDependenciesFromSelf())
                        .noneMatch(dependency -> room(dependency.getTargetClass())
                                .filter(room -> !room.equals("cli"))
                                .isPresent()));
        assertThat(CLASSES)
                .allSatisfy(type -> assertThat(type.getDirectDependenciesFromSelf())
                        .filteredOn(dependency -> room(type).isPresent())
                        .noneMatch(dependency ->
                                dependency.getTargetClass().getPackageName().equals(BASE)));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesAreNamedForWhatTheServerDoesAndHaveNoPackagesInside() {
        assertThat(CLASSES).extracting(JavaClass::getPackageName).allSatisfy(name -> {
            assertThat(name.split("\\.")).hasSizeBetween(2, 3);
            assertThat(NAMES_THAT_SAY_NOTHING).doesNotContain(name.substring(name.lastIndexOf('.') + 1));
        });
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        for (String name : packages()) {
            Class<?> info = Class.forName(BASE + "." + name + ".package-info");
            assertThat(info.isAnnotationPresent(NullMarked.class)).as(name).isTrue();
        }
    }

    @Test
    void everyPackageSaysWhichOthersItUses() throws IOException {
        Map<String, Set<String>> uses = uses();
        for (String name : packages()) {
            String info = Files.readString(SOURCES.resolve(name).resolve("package-info.java"))
                    .replaceAll("\\s*\\n \\* ?", " ");
            Matcher sentence = USES.matcher(info);
            assertThat(sentence.find())
                    .as("package-info.java of " + name + " has a sentence <p>Uses …, or <p>Uses no other package.")
                    .isTrue();
            Set<String> said = sentence.group(1).equals("no other package")
                    ? Set.of()
                    : Stream.of(sentence.group(1).split(",| and "))
                            .map(word -> word.replaceAll("[{}]|@code", "").strip())
                            .filter(word -> !word.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(said).as("what package-info.java of " + name + " says").isEqualTo(uses.get(name));
        }
    }

    private static Set<String> packages() {
        return CLASSES.stream().flatMap(type -> room(type).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The package below the base in which a class of ours lies. */
    private static Optional<String> room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE + ".")
                ? Optional.of(name.substring(BASE.length() + 1).split("\\.")[0])
                : Optional.empty();
    }

    private static int floorOf(String room) {
        for (int floor = 0; floor < FLOORS.size(); floor++)
            if (FLOORS.get(floor).contains(room)) return floor;
        return -1;
    }

    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            room(type).ifPresent(from -> {
                Set<String> to = uses.computeIfAbsent(from, name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .flatMap(dependency -> room(dependency.getTargetClass()).stream())
                        .filter(room -> !room.equals(from))
                        .forEach(to::add);
            });
        }
        return uses;
    }

    private static String firstUse(String from, String to) {
        return CLASSES.stream()
                .filter(type -> room(type).filter(from::equals).isPresent())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        room(dependency.getTargetClass()).filter(to::equals).isPresent())
                .map(Dependency::getDescription)
                .findFirst()
                .orElse("");
    }
}
