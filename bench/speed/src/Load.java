import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that wrk sends again and again.
 *
 * @param expected what the right answer says; empty for a file
 */
record Load(Server server, String name, String method, String path, String body, String expected) {
    static Load get(Server server, String name, String path, String expected) {
        return new Load(server, name, "GET", path, "", expected);
    }

    static Load post(Server server, String name, String path, String json, String expected) {
        return new Load(server, name, "POST", path, json, expected);
    }

    /** Asks once: wrk looks at the status alone, and a wrong answer may be a fast one. */
    void prove() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 200 || !answer.body().contains(expected)) {
            String said = answer.body().length() > 500 ? answer.body().substring(0, 500) : answer.body();
            throw new IOException(name + " was answered " + answer.statusCode() + ": " + said);
        }
    }

    /**
     * @param cpuMicros of the server for each request
     * @param bad answers that were not 2xx, or none
     */
    record Result(double perSecond, double cpuMicros, double p50, double p99, double megabytesPerSecond, long bad) {
        /** CPU milliseconds of the server for each MB (10^6 bytes) sent. */
        double cpuPerMegabyte() {
            return cpuMicros / 1000 * perSecond / megabytesPerSecond;
        }
    }

    /** As fast as the server answers. */
    Result full(Path work, int connections, int seconds) throws IOException, InterruptedException {
        return run(work, connections, seconds, 0);
    }

    /** At a rate that does not depend on how fast the server answers. */
    Result at(double rate, Path work, int connections, int seconds) throws IOException, InterruptedException {
        return run(work, connections, seconds, rate);
    }

    private Result run(Path work, int connections, int seconds, double rate) throws IOException, InterruptedException {
        Path script = work.resolve("load.lua");
        Files.writeString(script, lua(rate));
        double cpu = server.cpu();
        Process wrk = new ProcessBuilder(
                        "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", "--timeout", "20s",
                        "-s", script.toString(), server.url(path))
                .redirectErrorStream(true)
                .start();
        String out = new String(wrk.getInputStream().readAllBytes());
        if (wrk.waitFor() != 0) throw new IOException(out);
        double spent = server.cpu() - cpu;
        long count = (long) number(out, "RESULT (\\d+)");
        double micros = number(out, "RESULT \\d+ (\\d+)");
        double bytes = number(out, "RESULT \\d+ \\d+ (\\d+)");
        return new Result(
                count / micros * 1e6,
                spent / count * 1e6,
                number(out, "RESULT \\d+ \\d+ \\d+ (\\d+)") / 1000,
                number(out, "RESULT \\d+ \\d+ \\d+ \\d+ (\\d+)") / 1000,
                bytes / micros,
                (long) number(out, "RESULT \\d+ \\d+ \\d+ \\d+ \\d+ (\\d+)"));
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) throw new IllegalStateException("wrk said: " + text);
        return Double.parseDouble(matcher.group(1));
    }

    /** A paced request waits for its turn on one schedule of all connections, so that slow answers do not slow it. */
    private String lua(double rate) {
        List<String> lines = new ArrayList<>();
        lines.add("wrk.method = '" + method + "'");
        if (!body.isEmpty()) {
            lines.add("wrk.body = '" + body + "'");
            lines.add("wrk.headers['Content-Type'] = 'application/json'");
        }
        if (rate > 0) {
            lines.add("local ffi = require('ffi')");
            lines.add("ffi.cdef[[typedef struct { long s; long ns; } spec; int clock_gettime(int, spec *);]]");
            lines.add("local t = ffi.new('spec')");
            lines.add("local function now() ffi.C.clock_gettime(1, t) return tonumber(t.s) * 1e3 + tonumber(t.ns) / 1e6 end");
            lines.add("local due = 0");
            lines.add(String.format(
                    Locale.ROOT,
                    "function delay() if due == 0 then due = now() end due = due + %.6f "
                            + "return math.max(0, math.floor(due - now() + math.random())) end",
                    1000 / rate));
        }
        lines.add("function done(s, l, r) local e = s.errors io.write(string.format('RESULT %d %d %d %d %d %d\\n',"
                + " s.requests, s.duration, s.bytes, l:percentile(50), l:percentile(99),"
                + " e.status + e.connect + e.read + e.write + e.timeout)) end");
        return String.join("\n", lines) + "\n";
    }
}
