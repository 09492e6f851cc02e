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
            Optional<byte[]> body = read(request.getInputStream(), request.getContentLength());
            if (response.isCommitted()) return; // the container has refused what it could not read
            if (body.isEmpty()) refuse(HttpStatus.REQUEST_TIMEOUT, request, response);
            else if (body.get().length > LIMIT) refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            else passOn(request, type, body.get(), response, chain);
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
     * The body, or one byte more than the limit of it; none when it drips so slowly that the sender only means to keep a thread
     * busy, or came to a standstill.
     *
     * @param announced its length; negative when nobody knows
     */
    @SuppressWarnings("UnusedException") // whether it is gone or only silent, it is told the same
    private Optional<byte[]> read(InputStream in, int announced) {
        Instant deadline = clock.instant().plus(PATIENCE);
        byte[] body = new byte[announced < 0 ? LIMIT + 1 : announced];
        int length = 0;
        while (length < body.length) {
            int count;
            try {
                count = in.read(body, length, body.length - length);
            } catch (IOException e) {
                return Optional.empty();
            }
            if (count < 0) break;
            if (clock.instant().isAfter(deadline)) return Optional.empty();
            length += count;
        }
        return Optional.of(length == body.length ? body : Arrays.copyOf(body, length));
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
