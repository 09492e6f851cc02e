package dev.patchbay.web;

import dev.patchbay.web.RouteNotes.Note;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Writes what is said of a route into its place in the OpenAPI document. */
final class RouteWriter {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String BINARY = "application/octet-stream";
    private static final String FILE = "(the file)";
    private static final String NOTHING = "nothing";

    private final Operation operation;
    private final Note note;

    RouteWriter(Operation operation, Note note) {
        this.operation = operation;
        this.note = note;
    }

    void write() {
        operation.setTags(List.of(String.valueOf(note.text("tag"))));
        operation.setSummary(note.text("summary"));
        operation.setDescription(note.text("description"));
        if (note.has("open")) operation.setSecurity(List.of());
        writeParameters();
        writeBody();
        writeAnswer();
        writeErrors();
    }

    private void writeParameters() {
        List<Parameter> all =
                new ArrayList<>(Optional.ofNullable(operation.getParameters()).orElse(List.of()));
        if (note.has("form") || note.has("query")) all.removeIf(one -> "query".equals(one.getIn()));
        add(all, "query");
        note.map("headers").forEach((name, meaning) -> all.add(parameter("header", name, meaning)));
        Map<String, Object> meanings = note.map("parameters");
        for (String name : meanings.keySet()) {
            if (all.stream().noneMatch(one -> name.equals(one.getName()))) all.add(parameter("path", name, ""));
        }
        for (Parameter one : all) {
            one.setDescription(
                    meanings.containsKey(one.getName()) ? String.valueOf(meanings.get(one.getName())) : standard(one));
        }
        operation.setParameters(all.isEmpty() ? null : all);
    }

    private void add(List<Parameter> all, String place) {
        note.map(place).forEach((name, meaning) -> all.add(parameter(place, name, meaning)));
    }

    private static Parameter parameter(String place, String name, Object meaning) {
        return new Parameter()
                .in(place)
                .name(name)
                .required(place.equals("path"))
                .description(String.valueOf(meaning))
                .schema(new StringSchema());
    }

    private static String standard(Parameter one) {
        if (one.getDescription() != null && !one.getDescription().isEmpty()) return one.getDescription();
        return switch (one.getName()) {
            case "app" -> "the app's name";
            case "id" -> "the release's id";
            case "limit" -> "how many at most, 1 to 200";
            case "after" -> "the member next of the list before";
            case "Accept" -> "what the client can read";
            case "Idempotency-Key" -> "the same for each try of the same request, which is then done once";
            case "If-Match" -> "the ETag of the release that the change was made for";
            default -> "";
        };
    }

    private void writeBody() {
        if (note.has("form")) {
            ObjectSchema form = new ObjectSchema();
            Map<String, Object> example = new LinkedHashMap<>();
            note.map("form").forEach((name, field) -> {
                List<?> exampleAndMeaning = (List<?>) field;
                Schema<?> schema = new StringSchema().description(String.valueOf(exampleAndMeaning.get(1)));
                if (exampleAndMeaning.get(0).equals(FILE)) schema.format("binary");
                else example.put(name, exampleAndMeaning.get(0));
                form.addProperty(name, schema);
            });
            boolean file = form.getProperties().values().stream()
                    .anyMatch(field -> "binary".equals(((Schema<?>) field).getFormat()));
            if (note.map("form").containsKey("package")) form.addRequiredItem("package");
            MediaType type = new MediaType().schema(form).example(example);
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content()
                            .addMediaType(file ? "multipart/form-data" : "application/x-www-form-urlencoded", type)));
        } else if (note.has("ask")) {
            MediaType type = Optional.ofNullable(operation.getRequestBody())
                    .map(body -> body.getContent().get(JSON))
                    .orElseGet(MediaType::new);
            boolean said = type.getSchema() != null && type.getSchema().get$ref() != null;
            if (!said) type.setSchema(new ObjectSchema());
            type.setExample(note.example("ask"));
            operation.setRequestBody(new RequestBody().content(new Content().addMediaType(JSON, type)));
        }
    }

    private void writeAnswer() {
        ApiResponses said = Optional.ofNullable(operation.getResponses()).orElseGet(ApiResponses::new);
        String status = note.has("status")
                ? String.valueOf(note.text("status"))
                : said.keySet().stream()
                        .filter(one -> one.startsWith("2"))
                        .findFirst()
                        .orElse("200");
        Optional<Schema<?>> schema = said.values().stream()
                .filter(one -> one.getContent() != null)
                .flatMap(one -> one.getContent().values().stream())
                .filter(one -> one.getSchema() != null)
                .<Schema<?>>map(MediaType::getSchema)
                .findFirst();
        ApiResponse answer = new ApiResponse()
                .description(HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase());
        if (!NOTHING.equals(note.text("answer"))) {
            String type = note.has("type") ? String.valueOf(note.text("type")) : JSON;
            Schema<?> shape = type.equals(BINARY)
                    ? new StringSchema().format("binary")
                    : type.equals(JSON) ? schema.orElseGet(ObjectSchema::new) : new StringSchema();
            answer.content(new Content()
                    .addMediaType(type, new MediaType().schema(shape).example(note.example("answer"))));
        }
        ApiResponses all = new ApiResponses();
        all.addApiResponse(status, answer);
        operation.setResponses(all);
    }

    private void writeErrors() {
        ApiResponses all = operation.getResponses();
        note.map("plain")
                .forEach((status, meaning) -> all.addApiResponse(
                        status,
                        new ApiResponse()
                                .description(String.valueOf(meaning))
                                .content(new Content()
                                        .addMediaType(
                                                "text/plain",
                                                new MediaType()
                                                        .schema(new StringSchema())
                                                        .example(meaning)))));
        Map<String, Object> errors = note.map("errors");
        if (!note.has("open")) {
            errors.put("401", "unauthorized");
            errors.put("403", "forbidden");
        }
        errors.put("429", "too-many-requests");
        errors.forEach((status, slug) -> all.addApiResponse(status, error(Integer.parseInt(status), slug.toString())));
    }

    private ApiResponse error(int status, String slug) {
        Problem problem = Problem.of(HttpStatus.valueOf(status));
        Map<String, Object> members = problem.members();
        members.put("type", "/problems/" + slug);
        MediaType type = new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                .example(members);
        boolean device = note.has("open") && note.has("ask");
        if (device) members.put("error", members.get("detail"));
        return new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(new Content().addMediaType(device ? JSON : PROBLEM, type));
    }
}
