package dev.patchbay.storage;

import dev.patchbay.S3;
import java.time.Clock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A real store in a bucket of the tests' S3 server, for tests of other packages. */
public final class BlobBucket {
    private BlobBucket() {}

    /** Gives a server of the tests a new and empty bucket. */
    public static void settings(DynamicPropertyRegistry properties) {
        S3.giveCredentials();
        String bucket = S3.shared().newBucket();
        properties.add("patchbay.storage.s3.endpoint", () -> S3.shared().address());
        properties.add("patchbay.storage.s3.bucket", () -> bucket);
    }

    /** What such settings mean. */
    public static BlobStore open(Environment environment, Clock clock) {
        S3Settings settings = Binder.get(environment).bindOrCreate("patchbay.storage.s3", S3Settings.class);
        Bucket bucket = new Bucket(S3Configuration.client(settings), settings, new StoreState());
        bucket.requireUsable();
        return new S3BlobStore(bucket, clock, BlobTouches.none());
    }
}
