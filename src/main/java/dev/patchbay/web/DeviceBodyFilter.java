package dev.patchbay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a device's request before anybody else does, no more of it than 16 KB and no longer than 10 seconds;
 * refuses all encodings but UTF-8. A form, too: the container's limit for forms is meant for people.
 */
final class DeviceBodyFilter extends OncePerRequestFilter {
    private static final int LIMIT = 16 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Refusals refusals;

    DeviceBodyFilter(Clock clock, Refusals refusals) {
        this.clock = clock;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : request.getServletPath() + info;
        boolean download = path.startsWith("/app/") && path.endsWith(".zip");
        return !path.startsWith("/api/patch/") && !path.equals("/app/check") && !download;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        MediaType type = type(request);
        if (request.getContentLengthLong() > LIMIT) {
            refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
        } else if (type != null && !isUtf8(type.getCharset())) {
            refuse(HttpStatus.UNSUPPORTED_MEDIA_TYPE, request, response);
        } else if (isCoded(request)) {
            refuse(HttpStatus.UNSUPPORTED_MEDIA_TYPE, request, response);
        } else if (type == null) {
            chain.doFilter(request, response);
        } else {
            byte[] body = new byte[LIMIT + 1];
            int length = read(request.getInputStream(), body);
            if (response.isCommitted()) return; // the container has refused what it could not read
            if (length < 0) refuse(HttpStatus.REQUEST_TIMEOUT, request, response);
            else if (length > LIMIT) refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            else passOn(request, type, Arrays.copyOf(body, length), response, chain);
        }
    }

    private void passOn(
            HttpServletRequest request, MediaType type, byte[] body, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BufferedRequest read = new BufferedRequest(request, body);
        if (!type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED)) {
            chain.doFilter(read, response);
            return;
        }
        Optional<Map<String, String[]>> fields = FormFields.of(body);
        if (fields.isEmpty()) refuse(HttpStatus.BAD_REQUEST, request, response);
        else chain.doFilter(new FormRequest(read, fields.get()), response);
    }

    /**
     * How many bytes came; -1 when they drip so slowly that the sender only means to keep a thread busy, or came to a
     * standstill.
     */
    @SuppressWarnings("UnusedException") // whether it is gone or only silent, it is told the same
    private int read(InputStream in, byte[] body) {
        Instant deadline = clock.instant().plus(PATIENCE);
        int length = 0;
        while (length < body.length) {
            int count;
            try {
                count = in.read(body, length, body.length - length);
            } catch (IOException e) {
                return -1;
            }
            if (count < 0) break;
            if (clock.instant().isAfter(deadline)) return -1;
            length += count;
        }
        return length;
    }

    /** None when the request names none or one that nobody can read; the controllers refuse such a request. */
    private static @Nullable MediaType type(HttpServletRequest request) {
        try {
            String text = request.getContentType();
            return text == null ? null : MediaType.parseMediaType(text);
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    private static boolean isUtf8(@Nullable Charset charset) {
        return charset == null || charset.equals(StandardCharsets.UTF_8);
    }

    /** What is packed (gzip, br) may become far more than 16 KB; no client does it. */
    private static boolean isCoded(HttpServletRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return coding != null && !coding.strip().equalsIgnoreCase("identity");
    }

    private void refuse(HttpStatus status, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Problem problem = Problem.of(status);
        refusals.count(problem);
        ProblemAnswer.write(problem, request, response);
    }
}
