package dev.patchbay.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a request wants of some bytes: under which conditions, which part, and in which codings (RFC 9110). */
record Asked(HttpServletRequest request) {
    boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    AcceptEncoding codings() {
        return AcceptEncoding.of(joined(HttpHeaders.ACCEPT_ENCODING));
    }

    /** Whether it goes on with bytes that it has begun with. */
    boolean goesOn() {
        return ifRange() != null;
    }

    boolean goesOnWith(EntityTag tag) {
        String ifRange = ifRange();
        return ifRange != null && ifRange.strip().equals(tag.text());
    }

    private @Nullable String ifRange() {
        return request.getHeader(HttpHeaders.IF_RANGE);
    }

    /** The status that tells of a condition which is not met; 0 when all are (RFC 9110, section 13.2.2). */
    int unmetCondition(EntityTag tag) {
        String ifMatch = joined(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !tag.isStronglyIn(ifMatch)) return HttpServletResponse.SC_PRECONDITION_FAILED;
        String ifNoneMatch = joined(HttpHeaders.IF_NONE_MATCH);
        if (ifNoneMatch != null && tag.isIn(ifNoneMatch)) return HttpServletResponse.SC_NOT_MODIFIED;
        return 0;
    }

    /** A date in {@code If-Range} never matches, since no answer carries a Last-Modified; ranges are for GET alone. */
    Span span(EntityTag tag, long size) {
        boolean ranged = !isHead() && (!goesOn() || goesOnWith(tag));
        return ranged ? Span.of(joined(HttpHeaders.RANGE), size) : new Span.Whole();
    }

    /** A header that came in several lines means the same as one with commas between. */
    private @Nullable String joined(String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
