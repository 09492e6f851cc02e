package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shown and what wakes people, against what the server counts. */
class DashboardTests extends RunningServer {
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Set<String> OF_THE_LANGUAGE = Set.of("sum", "max", "min", "by", "rate", "delta");

    /** Prometheus makes it itself. */
    private static final String UP = "up";

    @Test
    void showsOnlyWhatIsCounted() throws Exception {
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(Path.of("deploy/grafana/patchbay.json")));
        List<String> expressions =
                dashboard.findValues("expr").stream().map(JsonNode::asString).toList();
        assertThat(expressions).hasSizeGreaterThan(12);
        assertThat(counted()).containsAll(metricsIn(expressions));
    }

    @Test
    void wakesPeopleOnlyByWhatIsCounted() throws Exception {
        assertThat(expressionsOfAlerts()).hasSizeGreaterThan(6);
        Set<String> metrics = metricsIn(expressionsOfAlerts());
        assertThat(metrics.remove(UP)).isTrue();
        assertThat(counted()).containsAll(metrics);
    }

    @Test
    void noLabelOfOursHasAValueThatADeviceChooses() throws Exception {
        String secret = "device-chosen-value";
        send(to("/app/check?appName=" + secret + "&iOS=1.0.0&isDiff=1&jsVersion=" + secret));
        send(to("/" + secret));
        send(to("/api/patch/download/" + secret));
        send(asAdmin("/api/apps/" + secret));
        assertThat(metrics()).doesNotContain(secret);
    }

    @SuppressWarnings("unchecked")
    private static List<String> expressionsOfAlerts() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(Path.of("deploy/prometheus/alerts.yml")));
        List<String> expressions = new ArrayList<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                expressions.add((String) rule.get("expr"));
            }
        }
        return expressions;
    }

    /** Words that are left when labels and what belongs to the language are taken away. */
    private static Set<String> metricsIn(List<String> expressions) {
        return expressions.stream()
                .map(one -> one.replaceAll("\\{[^}]*}", " ")
                        .replaceAll("by \\([^)]*\\)", " ")
                        .replaceAll("\\[[^]]*]|\\b[0-9.]+(e[0-9]+)?\\b", " "))
                .flatMap(one -> WORD.matcher(one).results().map(MatchResult::group))
                .filter(word -> !OF_THE_LANGUAGE.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> counted() throws Exception {
        send(to("/app/check?appName=demo&iOS=1.0.0"));
        return metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]")[0])
                .collect(Collectors.toSet());
    }

    private String metrics() throws Exception {
        return send(asAdmin("/actuator/prometheus")).body();
    }
}
