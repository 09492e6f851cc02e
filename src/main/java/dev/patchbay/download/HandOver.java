package dev.patchbay.download;

import dev.patchbay.storage.PatchbayHome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Has somebody else send the bytes of a file, so that none of them comes through this process: nginx in front of it, where it
 * is told how ({@code patchbay.download.accel-prefix}), or the operating system by way of the container. Neither says how that
 * ended.
 *
 * <p>Who may be believed to be that nginx is decided before: a request from anybody but a proxy has lost the header by now.
 */
@Component
class HandOver {
    /** In which a proxy says that it can: the name that Rack gave it. */
    private static final String ASKED = "X-Sendfile-Type";

    private static final String NGINX = "X-Accel-Redirect";

    /** Less is copied faster than the container prepares a file, and goes out with the head in one packet. */
    private static final long SMALLEST = 48 * 1024;

    private final Path blobs;
    private final @Nullable String prefix;

    HandOver(PatchbayHome home, DownloadSettings settings) {
        this.blobs = home.blobs();
        this.prefix = settings.accelPrefix();
    }

    /** Whether somebody can send that part of a file. */
    boolean isPossible(Download download, Path file, Span span, Span.Part part, HttpServletRequest request) {
        return goesToNginx(download, file, span, request)
                || part.length() >= SMALLEST
                        && Boolean.TRUE.equals(request.getAttribute(Globals.SENDFILE_SUPPORTED_ATTR));
    }

    /** Has it sent, where {@link #isPossible} said so. The head of the answer must be complete. */
    void send(
            Download download,
            Path file,
            Span span,
            Span.Part part,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (goesToNginx(download, file, span, request)) {
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentLength(0);
            response.setHeader(NGINX, prefix + blobs.relativize(file));
            // nginx adds its own to an answer with all bytes, and would not take this one for it
            if (span instanceof Span.Whole) response.setHeader(HttpHeaders.ACCEPT_RANGES, null);
        } else {
            request.setAttribute(Globals.SENDFILE_FILENAME_ATTR, file.toString());
            request.setAttribute(Globals.SENDFILE_FILE_START_ATTR, part.first());
            request.setAttribute(Globals.SENDFILE_FILE_END_ATTR, part.last() + 1);
        }
    }

    /** Never for a cache: one that is asked past nginx would keep the empty answer for everybody. */
    private boolean goesToNginx(Download download, Path file, Span span, HttpServletRequest request) {
        return prefix != null && !download.isForCaches() && file.startsWith(blobs) && nginxUnderstands(span, request);
    }

    /**
     * nginx reads the conditions and the range of the request once more, by its own rules. It does not get those that it would
     * answer in another way than they were answered here.
     */
    private static boolean nginxUnderstands(Span span, HttpServletRequest request) {
        boolean asksTheSame = span instanceof Span.Part || request.getHeader(HttpHeaders.RANGE) == null;
        return NGINX.equalsIgnoreCase(request.getHeader(ASKED))
                && asksTheSame
                && request.getHeader(HttpHeaders.IF_MATCH) == null
                && request.getHeader(HttpHeaders.IF_UNMODIFIED_SINCE) == null;
    }
}
