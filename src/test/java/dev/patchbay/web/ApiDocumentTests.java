package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document against the controllers, and against what the server does. */
class ApiDocumentTests extends RunningServer {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Those of actuator and of the containers have no controller of ours. */
    private static final Set<String> OF_ACTUATOR = Set.of(
            "GET /actuator/health", "GET /actuator/health/{group}", "GET /actuator/info", "GET /actuator/prometheus");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private JsonNode document;
    private final Map<String, JsonNode> operations = new TreeMap<>();

    @BeforeEach
    void read() throws Exception {
        document = new JsonMapper().readTree(send(to("/v3/api-docs")).body());
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.put(operation.getKey().toUpperCase() + " " + path.getKey(), operation.getValue());
                    }
                }));
    }

    private Set<String> routes() {
        Set<String> routes = new TreeSet<>(OF_ACTUATOR);
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getPackageName().startsWith("dev.patchbay")) return;
            for (String pattern : mapping.getPatternValues()) {
                String path = pattern.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}");
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) routes.add(method + " " + path);
            }
        });
        return routes;
    }

    @Test
    void hasEveryRouteAndNoOther() {
        assertThat(routes()).hasSizeGreaterThan(30);
        assertThat(operations.keySet()).containsExactlyElementsOf(routes());
    }

    @Test
    void saysOfEveryRouteWhatItIsFor() {
        operations.forEach((route, operation) -> {
            assertThat(operation.path("summary").asString("")).as(route).isNotBlank();
            assertThat(operation.path("tags")).as(route).hasSize(1);
            operation
                    .path("parameters")
                    .forEach(parameter -> assertThat(
                                    parameter.path("description").asString(""))
                            .as(route + " " + parameter.path("name"))
                            .isNotBlank());
        });
    }

    @Test
    void hasAnExampleForEveryRouteAndOnlyOfMembersThatTheSchemaHas() {
        operations.forEach((route, operation) -> {
            JsonNode success = operation.path("responses").properties().stream()
                    .filter(one -> one.getKey().startsWith("2"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(route + " says nothing of success"))
                    .getValue();
            Set<JsonNode> contents = new java.util.LinkedHashSet<>();
            success.path("content").forEach(contents::add);
            operation.path("requestBody").path("content").forEach(contents::add);
            assertThat(contents.isEmpty() && !operation.path("parameters").isEmpty()
                            || contents.stream().anyMatch(content -> content.has("example")))
                    .as("an example for " + route)
                    .isTrue();
            contents.forEach(content -> fits(route, content.path("example"), content.path("schema")));
        });
    }

    private void fits(String route, JsonNode example, JsonNode schema) {
        JsonNode resolved = resolve(schema);
        if (example.isArray()) {
            example.forEach(one -> fits(route, one, resolved.path("items")));
            return;
        }
        if (!example.isObject() || !resolved.has("properties")) return;
        example.properties().forEach(member -> {
            assertThat(resolved.path("properties").has(member.getKey()))
                    .as(route + ": its schema has a member " + member.getKey() + ": " + resolved)
                    .isTrue();
            fits(route, member.getValue(), resolved.path("properties").path(member.getKey()));
        });
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (reference.isEmpty()) return schema;
        JsonNode found = document.at(reference.substring(1));
        assertThat(found.isMissingNode()).as(reference).isFalse();
        return found;
    }

    @Test
    void hasTheErrorAnswersOfEveryRoute() {
        operations.forEach((route, operation) -> {
            JsonNode responses = operation.path("responses");
            Set<String> errors = responses.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(status -> status.startsWith("4") || status.startsWith("5"))
                    .collect(Collectors.toSet());
            assertThat(errors).as(route).hasSizeGreaterThan(1).contains("429");
            errors.forEach(status -> responses.path(status).path("content").forEach(content -> {
                assertThat(content.has("example")).as(route + " " + status).isTrue();
                fits(route, content.path("example"), content.path("schema"));
            }));
        });
    }

    @Test
    void saysOfEachRouteWhetherItNeedsAKeyAsTheServerDoes() throws Exception {
        for (Map.Entry<String, JsonNode> one : operations.entrySet()) {
            String method = one.getKey().split(" ")[0];
            String path = one.getKey()
                    .split(" ")[1]
                    .replace("{verb}", "pause")
                    .replace("{group}", "liveness")
                    .replaceAll("\\{[^}]*}", "1");
            boolean open = one.getValue().path("security").isArray()
                    && one.getValue().path("security").isEmpty();
            int status = send(to(path).method(method, BodyPublishers.noBody())).statusCode();
            if (open) assertThat(status).as(one.getKey()).isNotIn(401, 403);
            else assertThat(status).as(one.getKey()).isEqualTo(401);
        }
    }

    @Test
    void namesNoTwoShapesAlike() {
        assertThat(document.path("components").path("schemas").propertyNames())
                .contains("UploadAnswer", "ExplainAnswer")
                .doesNotContain("Answer", "Question", "Item", "Because");
    }
}
