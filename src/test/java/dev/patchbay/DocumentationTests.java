package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents against each other, and against what they speak of. */
class DocumentationTests {
    private static final Path ENGLISH = Path.of("docs/en");
    private static final Path CHINESE = Path.of("docs/zh");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");

    private static final Pattern SETTING = Pattern.compile("(?m)^#( *)([a-z-]+):(.*)$");

    /** Documents that are the same in both languages. */
    static Stream<Path[]> pairs() throws IOException {
        Stream<Path[]> readme = Stream.of(new Path[][] {{Path.of("README.md"), Path.of("README.zh.md")}});
        try (Stream<Path> english = Files.list(ENGLISH)) {
            List<Path[]> more = english.map(file -> new Path[] {file, CHINESE.resolve(file.getFileName())})
                    .toList();
            return Stream.concat(readme, more.stream());
        }
    }

    private static List<String> blocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .map(block -> block.group(1) + "\n" + block.group(2).replaceAll("(?m) *# .*$", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theChineseDocumentHasAllBlocksAndHeadingsOfTheEnglishOne(Path english, Path chinese) throws IOException {
        assertThat(blocks(chinese)).containsSubsequence(blocks(english));
        assertThat(headings(chinese)).as("headings of " + chinese).containsSubsequence(headings(english));
    }

    private static List<String> headings(Path document) throws IOException {
        String prose = BLOCK.matcher(Files.readString(document)).replaceAll("");
        return Pattern.compile("(?m)^(#+) ")
                .matcher(prose)
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    @Test
    void noLanguageHasADocumentMore() throws IOException {
        assertThat(names(CHINESE)).isEqualTo(names(ENGLISH)).hasSizeGreaterThan(7);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<Path> documents;
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            documents = Stream.concat(
                            Stream.of("README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
        for (Path document : documents) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .map(MatchResult::group)
                    .map(link -> link.replaceAll("^]\\(|(#.*)?\\)$", ""))
                    .filter(link -> !link.isEmpty() && !link.startsWith("http"))
                    .forEach(link -> assertThat(document.toAbsolutePath()
                                    .resolveSibling(link)
                                    .normalize())
                            .as(document + " links to " + link)
                            .exists());
        }
    }

    @Test
    void everySettingIsDescribedInBothLanguages() throws IOException {
        String english = Files.readString(Path.of("README.md"));
        String chinese = Files.readString(Path.of("README.zh.md"));
        List<String> settings = settings();
        assertThat(settings).hasSizeGreaterThan(40);
        for (String setting : settings) {
            String last = setting.substring(setting.lastIndexOf('.') + 1);
            assertThat(english).as("README.md has " + setting).contains(last);
            assertThat(chinese).as("README.zh.md has " + setting).contains(last);
        }
    }

    /** Those of config/application.yml, where all are commented out. */
    private static List<String> settings() throws IOException {
        return SETTING.matcher(Files.readString(Path.of("config/application.yml")))
                .results()
                .filter(line -> !line.group(3).strip().isEmpty()
                        && !line.group(3).strip().startsWith("#"))
                .map(line -> line.group(2))
                .filter(name -> !name.equals("admin-key")) // PATCHBAY_ADMIN_KEY to people
                .toList();
    }
}
