package dev.patchbay;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * A real S3 API that checks signatures and keeps its objects in memory: one for all tests of this run, in which each test has
 * a bucket of its own. Who wants to stop it makes another.
 */
public final class S3 implements AutoCloseable {
    public static final String KEY = "patchbay-tests";
    public static final String SECRET = "a-secret-that-only-tests-have";
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final BlobStore objects = new TransientNio2BlobStore();
    private final URI address;
    private S3Proxy server;

    /** Of its own, with nothing in it. */
    public S3() {
        this.address = URI.create("http://127.0.0.1:" + QuietPorts.take());
        start();
    }

    /** Started when it is first asked for, and stopped with the tests. */
    private static final class Shared {
        static final S3 SERVER = new S3();
    }

    public static S3 shared() {
        return Shared.SERVER;
    }

    /** Where the SDK looks for credentials in this process. */
    public static void giveCredentials() {
        System.setProperty("aws.accessKeyId", KEY);
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    /** Where it looks for them in another one. */
    static Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);
    }

    public URI address() {
        return address;
    }

    /** A new and empty one. */
    public String newBucket() {
        String name = "bytes-" + BUCKETS.incrementAndGet();
        objects.createContainer(name);
        return name;
    }

    /** What is kept, past the API. */
    public BlobStore objects() {
        return objects;
    }

    public void start() {
        try {
            server = S3Proxy.builder()
                    .blobStore(objects)
                    .endpoint(address)
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    /** What it keeps stays. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
