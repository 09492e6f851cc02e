package dev.patchbay.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where an S3-compatible store keeps the bytes; without a bucket they lie in files. Credentials come the SDK's usual way and
 * are no setting.
 *
 * @param endpoint scheme, host and port of the store; null for Amazon's own
 * @param region null for the SDK's own choice, or any at all where there is an endpoint
 * @param bucket null when bytes lie in files
 * @param pathStyle whether the bucket stands in the path and not in the host name; null: where there is an endpoint
 * @param prefix what the names of all objects begin with
 * @param publicEndpoint under which devices reach the store, when that is another than the server's
 * @param partSize larger blobs are sent in parts of this size
 * @param readTimeout how long the store may be silent
 * @param callTimeout how long a small question may take with all its repetitions
 * @param transferTimeout how long one attempt to send a part may take
 * @param lookEvery how often it is looked whether all objects are still there
 */
@ConfigurationProperties("patchbay.storage.s3")
record S3Settings(
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable String bucket,
        @Nullable Boolean pathStyle,
        @DefaultValue("") String prefix,
        @Nullable URI publicEndpoint,
        @DefaultValue("16MB") DataSize partSize,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("10s") Duration callTimeout,
        @DefaultValue("1m") Duration transferTimeout,
        @DefaultValue("10m") Duration lookEvery) {
    private static final String NAME = "patchbay.storage.s3.";
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");
    /** What S3 takes as a part that is not the last. */
    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    /** Of one part. */
    private static final DataSize LARGEST_PART = DataSize.ofMegabytes(512);

    S3Settings {
        // as an environment with an empty variable has it
        if (region != null && region.isBlank()) region = null;
        if (bucket == null) requireNothingElse(endpoint, region, publicEndpoint, prefix);
        else if (!BUCKET.matcher(bucket).matches()) {
            throw refused(
                    "bucket",
                    "write the bucket's name alone, such as patchbay-packages, or leave it out to keep"
                            + " bytes in files");
        }
        requireAddress("endpoint", endpoint);
        requireAddress("public-endpoint", publicEndpoint);
        if (!PREFIX.matcher(prefix).matches()) {
            throw refused("prefix", "write what object names begin with and end it with a slash, such as patchbay/");
        }
        if (partSize.compareTo(SMALLEST_PART) < 0 || partSize.compareTo(LARGEST_PART) > 0) {
            throw refused("part-size", "write a size from 5MB to 512MB");
        }
        requireTime("connect-timeout", connectTimeout);
        requireTime("read-timeout", readTimeout);
        requireTime("call-timeout", callTimeout);
        requireTime("transfer-timeout", transferTimeout);
        requireTime("look-every", lookEvery);
        if (callTimeout.compareTo(connectTimeout) < 0) {
            throw refused("call-timeout", "write a time that is no shorter than connect-timeout");
        }
    }

    private static void requireNothingElse(
            @Nullable URI endpoint, @Nullable String region, @Nullable URI publicEndpoint, String prefix) {
        if (endpoint == null && region == null && publicEndpoint == null && prefix.isEmpty()) return;
        throw refused(
                "bucket",
                "other settings of S3 are there, so write the bucket's name, or leave them all out to"
                        + " keep bytes in files");
    }

    private static void requireAddress(String name, @Nullable URI address) {
        if (address == null) return;
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        boolean alone = address.getPath() == null
                || address.getPath().isEmpty()
                || address.getPath().equals("/");
        if (!web
                || address.getHost() == null
                || !alone
                || address.getQuery() != null
                || address.getUserInfo() != null) {
            throw refused(
                    name,
                    "write scheme, host and port, such as https://s3.example.com:9000; the bucket has a"
                            + " setting of its own");
        }
    }

    private static void requireTime(String name, Duration time) {
        if (time.toMillis() < 100) throw refused(name, "write a time of 100ms or more");
    }

    private static IllegalArgumentException refused(String name, String what) {
        return new IllegalArgumentException(NAME + name + ": " + what);
    }

    /** Amazon's own wants the bucket in the host name; others seldom have a name for each bucket. */
    boolean bucketInPath() {
        return pathStyle == null ? endpoint != null : pathStyle;
    }

    /** Where whoever is no node of this cluster finds the objects. */
    Optional<URI> addressForOthers() {
        return Optional.ofNullable(publicEndpoint == null ? endpoint : publicEndpoint);
    }

    /** As operators know it. */
    String place() {
        return "the bucket " + bucket + (endpoint == null ? "" : " at " + endpoint);
    }
}
