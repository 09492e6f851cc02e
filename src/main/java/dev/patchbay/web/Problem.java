package dev.patchbay.web;

import static java.util.Map.entry;

import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.trust.RefusedStatement;
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

    private static final Map<HttpStatus, String> DETAILS = Map.ofEntries(
            entry(HttpStatus.BAD_REQUEST, "The request is malformed."),
            entry(HttpStatus.UNAUTHORIZED, "This needs a valid key: Authorization: Bearer <key>."),
            entry(HttpStatus.FORBIDDEN, "This key does not have the right to do that."),
            entry(HttpStatus.NOT_FOUND, "There is nothing at this address."),
            entry(HttpStatus.METHOD_NOT_ALLOWED, "The Allow header lists the methods that are."),
            entry(HttpStatus.NOT_ACCEPTABLE, "No form of the answer fits the Accept header."),
            entry(HttpStatus.REQUEST_TIMEOUT, "The request came too slowly."),
            entry(HttpStatus.CONFLICT, "Somebody else changed this at the same moment; try again."),
            entry(HttpStatus.PRECONDITION_FAILED, "This was changed since it was read."),
            entry(HttpStatus.CONTENT_TOO_LARGE, "The request is larger than allowed."),
            entry(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "This type is not read here."),
            entry(HttpStatus.TOO_MANY_REQUESTS, "Wait as long as Retry-After says."),
            entry(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed; its log says why."),
            entry(HttpStatus.SERVICE_UNAVAILABLE, "The server cannot answer this now; try again later."));

    /** Shorter names than the status has, where clients know them. */
    private static final Map<HttpStatus, String> SLUGS = Map.of(
            HttpStatus.CONTENT_TOO_LARGE, "too-large",
            HttpStatus.INTERNAL_SERVER_ERROR, "internal",
            HttpStatus.SERVICE_UNAVAILABLE, "unavailable");

    /** The problem that says no more than a status does. */
    static Problem of(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        if (status == null)
            status = code.is5xxServerError() ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST;
        String slug = SLUGS.getOrDefault(
                status, status.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        String detail = DETAILS.getOrDefault(status, "The request was not understood or is not served.");
        return new Problem(code, slug, status.getReasonPhrase(), detail);
    }

    /** The problem of a package that is not taken; its type names the kind of fault. */
    static Problem of(RefusedPackage refused) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                refused.kind().slug(),
                "Package refused",
                String.valueOf(refused.getMessage()));
    }

    /** The problem of something signed that is not taken. */
    static Problem of(RefusedStatement refused) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                refused.kind().slug(),
                "Not signed as it should be",
                String.valueOf(refused.getMessage()));
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
