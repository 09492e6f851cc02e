package dev.patchbay.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
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

    private ProblemAnswer() {}

    static void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        boolean patch = path.startsWith("/api/patch/");
        boolean check = path.equals("/app/check");
        Map<String, Object> members = problem.members();
        if (patch || check) members.put("error", problem.detail());
        if (check) {
            // the stock iOS client may crash on an answer without them
            members.put("resCode", problem.status().value());
            members.put("msg", problem.detail());
            members.put("data", Map.of());
        }
        response.resetBuffer();
        for (String header : OF_THE_CONTENT) response.setHeader(header, null);
        response.setStatus(problem.status().value());
        response.setContentType(
                (patch || check) && !wantsProblem(request) ? "application/json" : "application/problem+json");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        byte[] body = Problem.json(members);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed != null) return failed.toString();
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }

    /** Stock iOS stacks refuse all but application/json, so a device must ask for the proper type. */
    private static boolean wantsProblem(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    }
}
