package dev.patchbay.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as RFC 9457 writes it.
 *
 * @param slug the last part of its type, {@code /problems/<slug>}
 * @param detail for the reader of this one answer; never holds what the request brought
 */
record Problem(HttpStatusCode status, String slug, String title, String detail) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The problem that says no more than a status does. */
    static Problem of(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        if (status == null)
            status = code.is5xxServerError() ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST;
        return switch (status) {
            case BAD_REQUEST -> new Problem(code, "bad-request", "Bad request", "The request is malformed.");
            case UNAUTHORIZED ->
                new Problem(
                        code, "unauthorized", "Unauthorized", "This needs a valid key: Authorization: Bearer <key>.");
            case FORBIDDEN ->
                new Problem(code, "forbidden", "Forbidden", "This key does not have the right to do that.");
            case NOT_FOUND -> new Problem(code, "not-found", "Not found", "There is nothing at this address.");
            case METHOD_NOT_ALLOWED ->
                new Problem(code, "method-not-allowed", "Method not allowed", "The Allow header lists what is.");
            case NOT_ACCEPTABLE ->
                new Problem(code, "not-acceptable", "Not acceptable", "No form of the answer fits the Accept header.");
            case CONFLICT ->
                new Problem(code, "conflict", "Conflict", "Somebody else changed this at the same moment; try again.");
            case PRECONDITION_FAILED ->
                new Problem(code, "precondition-failed", "Precondition failed", "This was changed since it was read.");
            case CONTENT_TOO_LARGE ->
                new Problem(code, "too-large", "Too large", "The request is larger than allowed.");
            case UNSUPPORTED_MEDIA_TYPE ->
                new Problem(code, "unsupported-media-type", "Unsupported media type", "This type is not read here.");
            case TOO_MANY_REQUESTS ->
                new Problem(code, "too-many-requests", "Too many requests", "Wait as long as Retry-After says.");
            case SERVICE_UNAVAILABLE ->
                new Problem(code, "unavailable", "Unavailable", "The server cannot answer this now; try again later.");
            case INTERNAL_SERVER_ERROR ->
                new Problem(code, "internal", "Internal error", "The server failed; its log says why.");
            default ->
                new Problem(code, slug(status), status.getReasonPhrase(), "The request was not understood or refused.");
        };
    }

    private static String slug(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Problem withDetail(String other) {
        return new Problem(status, slug, title, other);
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "/problems/" + slug);
        members.put("title", title);
        members.put("status", status.value());
        members.put("detail", detail);
        return members;
    }

    static byte[] json(Map<String, Object> members) {
        return JSON.writeValueAsBytes(members);
    }
}
