package dev.patchbay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The words of the console, as its files have them. */
class ConsoleWordsTests {
    private static final Path FILES = Path.of("src/main/resources/static/console");
    private static final Pattern SAID = Pattern.compile("\\bt\\('([^']+)'");
    private static final Pattern FILLED_IN = Pattern.compile("\\{(\\w+)}");

    private static JsonNode words(String language) throws IOException {
        return new JsonMapper().readTree(Files.readString(FILES.resolve("words/" + language + ".json")));
    }

    private static Set<String> names(JsonNode words) {
        return new TreeSet<>(words.propertyNames());
    }

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        assertThat(names(words("zh"))).isEqualTo(names(words("en"))).hasSizeGreaterThan(300);
    }

    @Test
    void bothLanguagesFillInTheSameValues() throws IOException {
        JsonNode chinese = words("zh");
        words("en").properties().forEach(english -> {
            // Chinese has one form for all counts, so that it may tell the count where English has a word for one
            Set<String> values = values(english.getValue().asString());
            Set<String> others = values(chinese.path(english.getKey()).asString());
            assertThat(others).as(english.getKey()).isEqualTo(values);
        });
    }

    private static Set<String> values(String text) {
        Matcher matcher = FILLED_IN.matcher(text);
        Set<String> values = new TreeSet<>();
        while (matcher.find()) values.add(matcher.group(1));
        return values;
    }

    @Test
    void whateverAPageSaysIsThere() throws IOException {
        Set<String> known = names(words("en"));
        List<String> missing = new ArrayList<>();
        for (Path script : scripts()) {
            Matcher matcher = SAID.matcher(Files.readString(script));
            while (matcher.find()) {
                String name = matcher.group(1);
                if (!known.contains(name) && !(known.contains(name + ".one") && known.contains(name + ".other"))) {
                    missing.add(script.getFileName() + ": " + name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noScriptMakesMarkupOutOfText() throws IOException {
        for (Path script : scripts()) {
            assertThat(Files.readString(script))
                    .as(script.toString())
                    .doesNotContain(
                            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function");
        }
    }

    @Test
    void everythingComesFromThisServer() throws IOException {
        for (Path file : everyFile()) {
            String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
            assertThat(text).as(file.toString()).doesNotContainPattern("(https?:)?//[a-z0-9-]+\\.[a-z]{2,}");
        }
    }

    @Test
    void thePageHasNoScriptOrStyleOfItsOwn() throws IOException {
        String page = Files.readString(FILES.resolve("index.html"));

        assertThat(page).doesNotContain("<style", " style=").doesNotContainPattern(" on[a-z]+=");
        assertThat(page).doesNotContainPattern("<script(?![^>]* src=)");
    }

    private static List<Path> scripts() throws IOException {
        return everyFile().stream()
                .filter(file -> file.toString().endsWith(".js"))
                .collect(Collectors.toList());
    }

    private static List<Path> everyFile() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
