package dev.patchbay.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Writes a problem in the form that the asking client can read. */
final class ProblemAnswer {
    /** Whatever was said of an answer that is not coming after all. */
    private static final List<String> OF_THE_CONTENT = List.of(
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.ETAG,
            HttpHeaders.LAST_MODIFIED,
            "Repr-Digest");

    private static final String CHECK = "/app/check";

    private ProblemAnswer() {}

    static void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        response.resetBuffer();
        for (String header : OF_THE_CONTENT) response.setHeader(header, null);
        response.setStatus(problem.status().value());
        response.setContentType(type(path, request));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        byte[] body = Problem.json(members(problem, path));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** What is said, with what the clients of that path look for. */
    static Map<String, Object> members(Problem problem, String path) {
        Map<String, Object> members = problem.members();
        if (isForDevices(path)) members.put("error", problem.detail());
        if (path.equals(CHECK)) {
            // the stock iOS client may crash on an answer without them
            members.put("resCode", problem.status().value());
            members.put("msg", problem.detail());
            members.put("data", Map.of());
        }
        return members;
    }

    /** Stock iOS stacks refuse all but application/json, so a device must ask for the proper type. */
    static String type(String path, HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean proper =
                accept != null && accept.toLowerCase(Locale.ROOT).contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        return isForDevices(path) && !proper ? "application/json" : "application/problem+json";
    }

    private static boolean isForDevices(String path) {
        boolean download = path.startsWith("/app/") && path.endsWith(".zip");
        return path.startsWith("/api/patch/") || path.equals(CHECK) || download;
    }

    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed != null) return failed.toString();
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }
}
