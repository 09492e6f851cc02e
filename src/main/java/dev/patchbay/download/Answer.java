package dev.patchbay.download;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.http.HttpHeaders;

/**
 * What the head of an answer says of the bytes (RFC 9110), with a digest as RFC 9530 has it.
 */
record Answer(Download download, Chosen chosen, HttpServletResponse response) {
    private static final String DIGEST = "Repr-Digest";

    /** The bytes follow, or would if it were a GET. */
    void describe(Span span) {
        identify();
        Representation representation = chosen.representation();
        response.setContentType(chosen.contentType());
        if (!representation.isIdentity()) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, representation.encoding());
        }
        response.setHeader(DIGEST, representation.digest());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, download.disposition());
        Span.Part part = chosen.part(span);
        if (span instanceof Span.Part) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + chosen.size());
        }
        response.setContentLengthLong(part.length());
    }

    /** A condition was not met. */
    void unmet(int status) {
        identify();
        withoutBytes(status);
    }

    void outOfRange() {
        identify();
        withoutBytes(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + chosen.size());
        response.setContentLength(0);
    }

    void lead(URI elsewhere) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, elsewhere.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(0);
    }

    private void identify() {
        response.setHeader(HttpHeaders.ETAG, chosen.tag().text());
        response.setHeader(HttpHeaders.CACHE_CONTROL, download.cacheControl());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (chosen.negotiated()) response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }

    /** A refusal must not be kept as long as the bytes may be. */
    private void withoutBytes(int status) {
        response.setStatus(status);
        if (status != HttpServletResponse.SC_NOT_MODIFIED) response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
