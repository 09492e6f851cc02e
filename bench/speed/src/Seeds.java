import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Publishes what the benchmark asks for, over the product's own API. */
final class Seeds {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern PENDING = Pattern.compile("\"pending\":[1-9]");
    static final String KEY = "benchmark-key-of-no-secret-worth-at-all";

    private final Server server;

    Seeds(Server server) {
        this.server = server;
    }

    /** Pages of words, a few of which change with each version. */
    static byte[] zip(String app, int version, int pages) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pages; i++) {
            Random random = new Random(i * 31L + (i % 10 == version % 10 ? version : 0));
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 2000; word++) text.append(Integer.toString(random.nextInt(5000), 36)).append(' ');
            files.put("pages/page" + i + ".js", text.toString().getBytes(StandardCharsets.UTF_8));
        }
        List<String> digests = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        files.forEach((name, bytes) -> {
            digests.add(md5(bytes));
            entries.add("{\"page\":\"/" + name + "\",\"md5\":\"" + md5(bytes) + "\"}");
        });
        Collections.sort(digests);
        String manifest = "{\"filesMd5\":[" + String.join(",", entries) + "],\"android\":\"1.0.0\",\"iOS\":\"1.0.0\",\"appName\":\""
                + app + "\",\"jsVersion\":\"" + md5(String.join("", digests).getBytes(StandardCharsets.UTF_8))
                + "\",\"timestamp\":" + (1700000000000L + version) + "}\n";
        files.put("md5.json", manifest.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    static byte[] noise(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String md5(byte[] bytes) {
        try {
            return String.format("%032x", new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer's text. Fields are name, value, name, value. */
    String publish(String app, byte[] bytes, String... fields) throws IOException, InterruptedException {
        String boundary = "----benchmark";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n"
                            + fields[i + 1] + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(bytes);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.url("/api/apps/" + app + "/releases")))
                        .header("Authorization", "Bearer " + KEY)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) throw new IOException(answer.body());
        return answer.body();
    }

    String get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(server.url(path)))
                                .header("Authorization", "Bearer " + KEY)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Waits until the newest package of the app, a release for each of two platforms at most, has no delta to build. */
    void awaitDeltas(String app) throws IOException, InterruptedException {
        for (int i = 0; i < 2400; i++) {
            String list = get("/api/apps/" + app + "/releases?limit=2");
            if (!PENDING.matcher(list).find()) return;
            Thread.sleep(50);
        }
        throw new IOException("deltas of " + app + " are not ready");
    }

    static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        if (!matcher.find()) throw new IllegalStateException("no " + name + " in " + json);
        return matcher.group(1);
    }

}
