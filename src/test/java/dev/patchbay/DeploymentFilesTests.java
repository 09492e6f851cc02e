package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What deploy/ says of the server, against the server, and its files against each other. */
class DeploymentFilesTests extends RunningServer {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Path CHART = DEPLOY.resolve("helm/patchbay");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)[:}]");

    /** What the SDK of the store reads itself. */
    private static final Set<String> OF_THE_SDK = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    // settings

    @Test
    void theComposeFileSetsOnlyWhatTheServerReads() throws IOException {
        assertThat(environmentOfNodes().keySet()).hasSizeGreaterThan(12);
        assertThat(variables()).containsAll(environmentOfNodes().keySet());
    }

    @Test
    void theChartSetsOnlyWhatTheServerReads() throws IOException {
        assertThat(settingsOfTheChart()).hasSizeGreaterThan(9);
        assertThat(settings()).containsAll(settingsOfTheChart());
        assertThat(variables()).containsAll(secretsOf(read(CHART.resolve("values.yaml"))));
    }

    @Test
    void eachNodeHasTheSameKeysAndSecrets() throws IOException {
        Map<String, Object> environment = environmentOfNodes();
        assertThat(environment)
                .containsKeys(
                        "PATCHBAY_ADMIN_KEY",
                        "PATCHBAY_TOKEN_KEYS",
                        "PATCHBAY_SEALING_SECRET",
                        "PATCHBAY_TRUST_HEADKEY")
                .containsEntry("SPRING_PROFILES_ACTIVE", "cluster");
        assertThat(secretsOf(read(CHART.resolve("values.yaml"))))
                .contains("PATCHBAY_TOKEN_KEYS", "PATCHBAY_SEALING_SECRET", "PATCHBAY_TRUST_HEADKEY");
        assertThat(services().get("node-b"))
                .usingRecursiveComparison()
                .ignoringFields("hostname", "networks")
                .isEqualTo(services().get("node-a"));
    }

    @Test
    void theExampleNamesAllVariablesAndHasNoSecret() throws IOException {
        Properties example = environmentFile(DEPLOY.resolve(".env.example"));
        assertThat(example.stringPropertyNames()).containsAll(secretsOf(compose()));
        assertThat(example.stringPropertyNames())
                .filteredOn(name -> !name.equals("PATCHBAY_PUBLICURL"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(example.getProperty(name)).isEmpty());
        assertThat(secretsOf(compose()))
                .allSatisfy(name ->
                        assertThat(compose()).contains("${" + name + ":?").doesNotContain("${" + name + "}"));
    }

    @Test
    void secretsAreMadeOnceAndForTheirOwnerAlone(@TempDir Path folder) throws Exception {
        assertThat(run("deploy/make-secrets", folder.toString())).isZero();
        Properties made = environmentFile(folder.resolve(".env"));
        assertThat(made.stringPropertyNames())
                .allSatisfy(name -> assertThat(made.getProperty(name)).isNotBlank());
        assertThat(Base64.getDecoder()
                        .decode(made.getProperty("PATCHBAY_TOKEN_KEYS").replaceFirst("^k1:", "")))
                .hasSize(32);
        assertThat(Base64.getDecoder().decode(made.getProperty("PATCHBAY_SEALING_SECRET")))
                .hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(run("deploy/make-secrets", folder.toString())).isEqualTo(1);
        assertThat(environmentFile(folder.resolve(".env"))).isEqualTo(made);
    }

    // what is asked of a server

    @Test
    void everyPathThatIsProbedAnswers() throws Exception {
        Pattern path = Pattern.compile("(/actuator/[a-z/]+)");
        List<String> probed = new ArrayList<>();
        for (String file : List.of("Dockerfile", "compose.yaml", "helm/patchbay/templates/deployment.yaml")) {
            path.matcher(read(DEPLOY.resolve(file)))
                    .results()
                    .map(MatchResult::group)
                    .forEach(probed::add);
        }
        assertThat(probed).hasSize(5);
        for (String one : probed) assertThat(send(to(one)).statusCode()).as(one).isEqualTo(200);
        Matcher scraped = path.matcher(read(CHART.resolve("templates/servicemonitor.yaml")));
        assertThat(scraped.find()).isTrue();
        assertThat(send(asAdmin(scraped.group())).statusCode()).isEqualTo(200);
    }

    @Test
    void theImagesOwnCheckTellsALivingServerFromNone() throws Exception {
        JsonNode check = instruction("  CMD ");
        assertThat(run(commandAt(port, check))).isZero();
        assertThat(run(commandAt(QuietPorts.take(), check))).isPositive();
    }

    private static String[] commandAt(int port, JsonNode command) {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.asString().replace("/8080 ", "/" + port + " ")));
        assertThat(words.get(2)).contains("/" + port + " ");
        return words.toArray(String[]::new);
    }

    // stopping

    @Test
    void whoeverStopsANodeWaitsLongEnoughAndTheOtherIsTrustedByThen() throws IOException {
        long notice = seconds(environmentOfNodes().get("PATCHBAY_SHUTDOWN_NOTICE"));
        long drain = seconds(environmentOfNodes().get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE"));
        assertThat(seconds(services().get("node-a").get("stop_grace_period")))
                .isGreaterThanOrEqualTo(notice + drain + 15);
        Matcher failTimeout = Pattern.compile("fail_timeout=(\\w+)").matcher(nginx());
        assertThat(failTimeout.find()).isTrue();
        assertThat(seconds(failTimeout.group(1))).isLessThan(notice);
    }

    private static long seconds(Object text) {
        assertThat((String) text).endsWith("s");
        return Long.parseLong(((String) text).replace("s", ""));
    }

    // nginx

    @Test
    void nginxTakesItsConfigurationWithoutAWarning(@TempDir Path folder) throws Exception {
        Nginx.assumeInstalled();
        assertThat(new DeployedNginx(folder, QuietPorts.take(), QuietPorts.take()).test())
                .contains("test is successful")
                .doesNotContain("[warn]");
    }

    @Test
    @SuppressWarnings("unchecked")
    void nginxKnowsTheNodesAndTheyTrustNobodyElse() throws IOException {
        Map<String, String> addresses = new TreeMap<>();
        services().forEach((name, service) -> {
            if (service.get("networks") instanceof Map<?, ?> networks)
                addresses.put(name, ((Map<String, String>) networks.get("default")).get("ipv4_address"));
        });
        assertThat(addresses).containsOnlyKeys("node-a", "node-b", "nginx");
        Set<String> upstreams = Pattern.compile("server ([0-9.]+):8080")
                .matcher(nginx())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(upstreams).containsExactlyInAnyOrder(addresses.get("node-a"), addresses.get("node-b"));
        assertThat(environmentOfNodes()).containsEntry("PATCHBAY_TRUSTEDPROXIES", addresses.get("nginx"));
    }

    @Test
    void nginxRepeatsChecksAndNothingThatChanges() throws IOException {
        Map<String, String> repeats = new TreeMap<>();
        Pattern.compile("location ([^{]+) \\{.*?proxy_next_upstream ([^;]+);", Pattern.DOTALL)
                .matcher(nginx())
                .results()
                .forEach(found -> repeats.put(found.group(1), found.group(2)));
        assertThat(repeats).hasSize(4);
        assertThat(repeats.get("/")).isEqualTo("error timeout");
        repeats.forEach((location, when) -> assertThat(when.contains("non_idempotent"))
                .as(location)
                .isEqualTo(location.contains("api/patch/version")));
    }

    @Test
    void nginxLeavesTheSizeOfAnAppsArchiveToTheNode() throws IOException {
        String imports = nginx().substring(nginx().indexOf("location = /api/apps/import {"));
        assertThat(imports.substring(0, imports.indexOf("}")))
                .contains("client_max_body_size 0;", "proxy_request_buffering off;", "proxy_read_timeout 4h;");
    }

    @Test
    void noLinkIsWrittenDownByNginx() throws IOException {
        assertThat(nginx()).contains("access_log off;");
        String downloads = nginx().substring(nginx().indexOf("location ~ ^/(api/patch/download/"));
        assertThat(downloads.substring(0, downloads.indexOf("}"))).contains("error_log /dev/stderr crit;");
    }

    // the image

    @Test
    void theImageTakesTheJarThatTheBuildMakesLayerByLayer() throws IOException {
        String pom = read(Path.of("pom.xml"));
        assertThat(pom).contains("<finalName>patchbay</finalName>").doesNotContain("<layers>");
        assertThat(dockerfile()).contains("COPY target/patchbay.jar ");
        assertThat(read(Path.of(".dockerignore")).lines()).contains("*", "!target/patchbay.jar");
        List<String> layers = Pattern.compile("COPY --from=layers /layers/extracted/([a-z-]+)/ ./")
                .matcher(dockerfile())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(layers)
                .containsExactly("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
        List<String> start = new ArrayList<>();
        instruction("ENTRYPOINT ").forEach(word -> start.add(word.asString()));
        assertThat(start)
                .startsWith("java")
                .endsWith("-jar", "/app/patchbay.jar")
                .contains("-XX:+ExitOnOutOfMemoryError");
        assertThat(dockerfile()).contains("\nUSER 10001:10001\n");
    }

    @Test
    void everyVersionIsPinned() throws IOException {
        Stream<String> base = Pattern.compile("(?m)^ARG JAVA=(.+)$")
                .matcher(dockerfile())
                .results()
                .map(found -> found.group(1));
        Stream<String> images = services().values().stream()
                .map(service -> (String) service.get("image"))
                .filter(image -> !image.startsWith("${PATCHBAY_IMAGE"));
        assertThat(Stream.concat(base, images).toList())
                .hasSize(5)
                .allMatch(image -> image.matches("[a-z0-9/-]+:\\d+\\.\\d+.*"));
        Matcher version = Pattern.compile("<artifactId>patchbay</artifactId>\\s*<version>([^<]+)")
                .matcher(read(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(dockerfile()).contains("ARG VERSION=" + version.group(1) + "\n");
        Map<String, Object> chart = new Yaml().load(read(CHART.resolve("Chart.yaml")));
        assertThat(chart).containsEntry("appVersion", version.group(1).replace("-SNAPSHOT", ""));
    }

    // the chart

    @Test
    void everyValueOfTheChartIsInItsSchemaAndUsed() throws IOException {
        JsonNode schema = new JsonMapper().readTree(read(CHART.resolve("values.schema.json")));
        Map<String, Object> values = new Yaml().load(read(CHART.resolve("values.yaml")));
        Set<String> inSchema = new TreeSet<>(schema.path("properties").propertyNames());
        inSchema.remove("global"); // Helm's own
        assertThat(values.keySet()).isEqualTo(inSchema);
        StringBuilder templates = new StringBuilder();
        try (Stream<Path> files = Files.list(CHART.resolve("templates"))) {
            for (Path file : files.toList()) templates.append(read(file));
        }
        for (String name : names(values)) {
            String used = name.contains(".") && Set.of("resources", "config").contains(name.split("\\.")[0])
                    ? name.split("\\.")[0]
                    : name;
            assertThat(templates).as(name).contains(".Values." + used);
        }
    }

    // reading

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static String dockerfile() throws IOException {
        return read(DEPLOY.resolve("Dockerfile"));
    }

    private static String compose() throws IOException {
        return read(DEPLOY.resolve("compose.yaml"));
    }

    private static String nginx() throws IOException {
        return read(DEPLOY.resolve("nginx/nginx.conf"));
    }

    /** An instruction's words; throws when it is not in the form that needs no shell. */
    private static JsonNode instruction(String name) throws IOException {
        String line = dockerfile()
                .lines()
                .filter(one -> one.startsWith(name))
                .findFirst()
                .orElseThrow();
        return new JsonMapper().readTree(line.substring(name.length()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> file = new Yaml().load(compose());
        return (Map<String, Map<String, Object>>) file.get("services");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environmentOfNodes() throws IOException {
        return (Map<String, Object>) services().get("node-a").get("environment");
    }

    private static Properties environmentFile(Path file) throws IOException {
        Properties variables = new Properties();
        read(file)
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .forEach(line -> variables.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        return variables;
    }

    /** Names that are to be filled in by whoever runs it. */
    private static Set<String> secretsOf(String text) {
        return Pattern.compile("\\b((PATCHBAY|AWS|POSTGRES|SPRING)_[A-Z_]*(KEYS?|KEY_ID|SECRET|PASSWORD))\\b")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> text.contains("${" + name) || !text.contains("${"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All of config/application.yml, where they are commented out. */
    private static Set<String> settings() throws IOException {
        String uncommented = read(Path.of("config/application.yml"))
                .lines()
                .filter(line -> line.matches("#(  )*[a-z].*"))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
        Set<String> settings = new TreeSet<>(names(new Yaml().load(uncommented)));
        assertThat(settings).hasSizeGreaterThan(40);
        return settings;
    }

    /** What may stand in the environment: each setting, and what files refer to by a name of their own. */
    private static Set<String> variables() throws IOException {
        Set<String> variables = settings().stream()
                .map(name -> name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        variables.addAll(OF_THE_SDK);
        for (String file : List.of("config/application.yml", "src/main/resources/application-cluster.yml")) {
            PLACEHOLDER.matcher(read(Path.of(file))).results().forEach(found -> variables.add(found.group(1)));
        }
        return variables;
    }

    /** What the chart writes before anybody's own settings. */
    private static Set<String> settingsOfTheChart() throws IOException {
        Matcher block = Pattern.compile("\"patchbay.settings\" -}}\\n(.*?)\\{\\{- end }}\\n\\z", Pattern.DOTALL)
                .matcher(read(CHART.resolve("templates/_names.tpl")));
        assertThat(block.find()).isTrue();
        String yaml = block.group(1).replaceAll("(?m)^ *\\{\\{- .*}}\\n", "").replaceAll("\\{\\{.*?}}", "x");
        return names(new Yaml().load(yaml));
    }

    /** Of the leaves, with dots between. */
    private static Set<String> names(Map<String, Object> tree) {
        Set<String> names = new TreeSet<>();
        tree.forEach((name, value) -> {
            if (value instanceof Map<?, ?> below && !below.isEmpty()) {
                @SuppressWarnings("unchecked")
                Map<String, Object> named = (Map<String, Object>) below;
                names(named).forEach(one -> names.add(name + "." + one));
            } else {
                names.add(name);
            }
        });
        return names;
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.waitFor();
        if (code > 1) throw new AssertionError(said);
        return code;
    }
}
