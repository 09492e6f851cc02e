package dev.patchbay.bench;

import dev.patchbay.PatchbayApplication;
import dev.patchbay.download.DownloadLinks;
import dev.patchbay.download.Form;
import dev.patchbay.download.Link;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.rollout.Device;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.SealWish;
import dev.patchbay.update.Held;
import dev.patchbay.update.UpdateCheck;
import dev.patchbay.update.UpdateDecision;
import dev.patchbay.update.UpdateResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What is left of a check without HTTP and JSON: the decision, with all that is counted, and the link. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Decisions {
    private static final String KEY = "benchmark-key-of-no-secret-worth-at-all";

    private ConfigurableApplicationContext server;
    private UpdateResolver resolver;
    private DownloadLinks links;
    private UpdateCheck current;
    private UpdateCheck old;
    private final BlobKey blob = new BlobKey("ab".repeat(32));

    @Setup
    public void start() throws Exception {
        server = SpringApplication.run(
                PatchbayApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--patchbay.home=" + Files.createTempDirectory("decisions"),
                "--patchbay.admin-key=" + KEY);
        resolver = server.getBean(UpdateResolver.class);
        links = server.getBean(DownloadLinks.class);
        byte[] first = new byte[200_000];
        new Random(1).nextBytes(first);
        byte[] second = first.clone();
        second[100]++;
        publish(first);
        publish(second);
        current = check(second);
        old = check(first);
        if (!(resolver.decide(current) instanceof UpdateDecision.UpToDate)) throw new IllegalStateException("is not current");
        for (int i = 0; !hasDelta(); i++) {
            if (i > 300) throw new IllegalStateException("the delta is not ready");
            Thread.sleep(100);
        }
    }

    private boolean hasDelta() {
        return resolver.decide(old) instanceof UpdateDecision.Offer offer && offer.delta() != null;
    }

    private static UpdateCheck check(byte[] held) throws Exception {
        String md5 = String.format("%032x", new BigInteger(1, MessageDigest.getInstance("MD5").digest(held)));
        Device device = new Device(DeviceId.of("device-1"), null, Map.of());
        return new UpdateCheck(
                "jmh", Platform.IOS, NativeVersion.of("1.0.0"), new Held.Bytes(md5), true, SealWish.NONE, device);
    }

    private void publish(byte[] bytes) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String field : new String[] {"platform\"\r\n\r\nios", "version\"\r\n\r\n1.0.0"}) {
            body.write(("--b\r\nContent-Disposition: form-data; name=\"" + field + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        body.write("--b\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p\"\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        body.write(bytes);
        body.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        String port = server.getEnvironment().getProperty("local.server.port");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/apps/jmh/releases"))
                                .header("Authorization", "Bearer " + KEY)
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) throw new IOException(answer.body());
    }

    @Benchmark
    public UpdateDecision isUpToDate() {
        return resolver.decide(current);
    }

    @Benchmark
    public UpdateDecision getsADelta() {
        return resolver.decide(old);
    }

    @Benchmark
    public Link linkThatWorksOnce() {
        return links.oneTime(7, blob, Form.PLAIN, "device-1");
    }

    @Benchmark
    public Link linkThatWorksManyTimes() {
        return links.stable(7, blob, Form.PLAIN, "3bc22fb7aaebe9c8c5d7de312b876bb8");
    }

    @TearDown
    public void stop() {
        server.close();
    }
}
