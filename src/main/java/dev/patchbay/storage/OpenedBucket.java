package dev.patchbay.storage;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket of a cluster whose nodes do not run, for who carries an installation there. */
public final class OpenedBucket implements AutoCloseable {
    private static final String SETTINGS = "patchbay.storage.s3";

    private final S3Client client;
    private final Bucket bucket;
    private final S3BlobStore blobs;
    private final String place;
    private final String owner;

    /**
     * @param settings by their names behind {@code patchbay.storage.s3.}; what is left out is as nodes have it
     * @throws StartRefused when a setting is wrong, or the bucket cannot be used
     */
    public OpenedBucket(Map<String, String> settings, Clock clock) {
        S3Settings all = bind(settings);
        this.client = S3Configuration.client(all);
        this.place = all.place();
        this.bucket = new Bucket(client, all, new StoreState());
        try {
            this.owner = bucket.requireUsable();
        } catch (StartRefused e) {
            bucket.close();
            client.close();
            throw e;
        }
        this.blobs = new S3BlobStore(bucket, clock, BlobTouches.none());
    }

    private static S3Settings bind(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put(SETTINGS + "." + name, value));
        try {
            return new Binder(new MapConfigurationPropertySource(named)).bindOrCreate(SETTINGS, S3Settings.class);
        } catch (BindException e) {
            Throwable cause = e;
            while (cause.getCause() != null) cause = cause.getCause();
            throw new StartRefused(String.valueOf(cause.getMessage()), e);
        }
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** As operators know it. */
    public String place() {
        return place;
    }

    /** The installation whose nodes work with it; empty when none did yet. */
    public String owner() {
        return owner;
    }

    @Override
    public void close() {
        blobs.close();
        bucket.close();
        client.close();
    }
}
