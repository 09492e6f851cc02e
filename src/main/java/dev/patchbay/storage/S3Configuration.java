package dev.patchbay.storage;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Keeps bytes in an S3-compatible store when {@code patchbay.storage.s3.bucket} names one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "patchbay.storage.s3.bucket")
class S3Configuration {
    private static final int ATTEMPTS = 4;

    @Bean
    StoreState storeState() {
        return new StoreState();
    }

    @Bean
    S3Client s3Client(S3Settings settings) {
        return client(settings);
    }

    /** Refuses the start when the bucket cannot be used; once it could, an outage is waited for. */
    @Bean
    @DependsOn("homeLock")
    Bucket bucket(S3Client client, S3Settings settings, StoreState state) {
        Bucket bucket = new Bucket(client, settings, state);
        bucket.requireUsable();
        return bucket;
    }

    @Bean(destroyMethod = "close")
    S3BlobStore blobStore(Bucket bucket, Clock clock, BlobTouches nodes) {
        return new S3BlobStore(bucket, clock, nodes);
    }

    @Bean
    StoreWatch objectStoreHealthIndicator(
            Bucket bucket, S3BlobStore store, StoreState state, S3Settings settings, Clock clock) {
        return new StoreWatch(bucket, store, state, settings.lookEvery(), clock);
    }

    /**
     * Made for whatever calls itself compatible: checksums only where we give them, since some stores know none of the
     * SDK's own, and each body in one piece, since some do not know Amazon's chunks. Nothing waits for leave to send a body: the JDK's client would repeat by itself
     * what was refused then.
     */
    static S3Client client(S3Settings settings) {
        S3ClientBuilder client = S3Client.builder()
                .forcePathStyle(settings.bucketInPath())
                .region(region(settings))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        service -> service.chunkedEncodingEnabled(false).expectContinueEnabled(false))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.readTimeout()))
                .overrideConfiguration(all -> all.apiCallTimeout(settings.callTimeout())
                        .apiCallAttemptTimeout(shorter(
                                settings.callTimeout(),
                                settings.connectTimeout().plus(settings.readTimeout())))
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        if (settings.endpoint() != null) client.endpointOverride(settings.endpoint());
        return client.build();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Amazon's stores are each in one; of others hardly any cares. */
    static @Nullable Region region(S3Settings settings) {
        if (settings.region() != null) return Region.of(settings.region());
        if (settings.endpoint() != null) return Region.US_EAST_1;
        try {
            return software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain.builder()
                    .build()
                    .getRegion();
        } catch (SdkClientException e) {
            throw new StartRefused(
                    "Nothing says in which region the bucket " + settings.bucket()
                            + " is; write patchbay.storage.s3.region, such as eu-central-1.",
                    e);
        }
    }
}
