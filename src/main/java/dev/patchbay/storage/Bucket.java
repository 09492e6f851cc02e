package dev.patchbay.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The objects of one bucket, one for each blob. Whatever the SDK throws becomes a word of this package here: a store that
 * does not answer, or refuses this server's key, is {@link StoreAway}.
 */
final class Bucket implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bucket.class);

    /** What an object was made of; says that this server, or another of its kind, put it there whole. */
    static final String SIZE = "patchbay-size";

    /**
     * A stock iOS client saves what it fetched under the last segment of the URL that it was led to; any digest with this
     * ending does it no harm. Some CDNs keep by default only what ends like a file.
     */
    private static final String ENDING = ".zip";

    private final S3Client client;
    private final S3Settings settings;
    private final StoreState state;
    private final S3Presigner presigner;
    private volatile boolean conditional = true;

    Bucket(S3Client client, S3Settings settings, StoreState state) {
        this(client, settings, state, S3Configuration.presigner(settings));
    }

    /**
     * @param presigner closed with this, the client not
     */
    Bucket(S3Client client, S3Settings settings, StoreState state, S3Presigner presigner) {
        this.client = client;
        this.settings = settings;
        this.state = state;
        this.presigner = presigner;
    }

    /** What signs has credentials of its own, which are renewed until then. */
    @Override
    public void close() {
        presigner.close();
    }

    /** The name of a blob's object. */
    String name(BlobKey key) {
        return settings.prefix() + key.sha256() + ENDING;
    }

    private static Optional<BlobKey> key(String name, String prefix) {
        int end = name.length() - ENDING.length();
        if (end != prefix.length() + 64 || !name.endsWith(ENDING)) return Optional.empty();
        try {
            return Optional.of(new BlobKey(name.substring(prefix.length(), end)));
        } catch (IllegalArgumentException e) {
            log.debug("Not a blob: {}", name, e);
            return Optional.empty();
        }
    }

    /** Nothing when there is no such object. */
    Optional<ObjectLook> look(BlobKey key) {
        return ask(() -> {
            try {
                return Optional.of(ObjectLook.of(client.headObject(
                        head -> head.bucket(settings.bucket()).key(name(key)).checksumMode(ChecksumMode.ENABLED))));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) return Optional.empty();
                throw e;
            }
        });
    }

    /**
     * Stores a file's bytes. The store compares them with their digests before the object appears.
     *
     * @param evenIfThere whether an object of that name is replaced
     * @return the new object's tag; nothing when there was one already, which was left alone
     */
    Optional<String> put(SpooledFile file, boolean evenIfThere) throws IOException {
        state.require();
        boolean unlessThere = conditional && !evenIfThere;
        try {
            return Optional.of(send(file, unlessThere));
        } catch (S3Exception e) {
            // 409: somebody else is putting it at this moment
            if (unlessThere && (e.statusCode() == 412 || e.statusCode() == 409)) return Optional.empty();
            if (unlessThere && e.statusCode() == 501) {
                conditional = false;
                log.warn("This store cannot make an object on the condition that there is none; two nodes that store"
                        + " the same package at once both send it, which does no harm");
                return put(file, evenIfThere);
            }
            throw word(e);
        } catch (SdkException e) {
            throw word(e);
        }
    }

    private String send(SpooledFile file, boolean unlessThere) throws IOException {
        if (file.size() > settings.partSize().toBytes()) {
            return new PartsUpload(client, settings, this).send(file, unlessThere);
        }
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(name(file.key()))
                .contentType("application/octet-stream")
                .contentMD5(base64(file.md5()))
                .checksumSHA256(base64(file.key().sha256()))
                .metadata(Map.of(SIZE, Long.toString(file.size())))
                .overrideConfiguration(patient());
        if (unlessThere) put.ifNoneMatch("*");
        return client.putObject(put.build(), RequestBody.fromFile(file.path())).eTag();
    }

    static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /** Each attempt has the time that bytes may take. */
    AwsRequestOverrideConfiguration patient() {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(settings.transferTimeout())
                .apiCallTimeout(settings.transferTimeout().multipliedBy(3))
                .build();
    }

    /**
     * Some of an object's bytes. The stream may break off without a word: count.
     *
     * @param etag of the object that is meant
     * @throws FileNotFoundException when it is not there any more, or another one is
     */
    ResponseInputStream<GetObjectResponse> read(BlobKey key, long first, long length, String etag) throws IOException {
        state.require();
        try {
            return client.getObject(GetObjectRequest.builder()
                    .bucket(settings.bucket())
                    .key(name(key))
                    .range("bytes=" + first + "-" + (first + length - 1))
                    .ifMatch(etag)
                    .build());
        } catch (S3Exception e) {
            if (e.statusCode() != 404 && e.statusCode() != 412) throw word(e);
            FileNotFoundException gone = new FileNotFoundException("blob " + key + " is missing or was replaced");
            gone.initCause(e);
            throw gone;
        } catch (SdkException e) {
            throw word(e);
        }
    }

    /**
     * An address of the object that is signed for everybody who has it; made without asking the store. Nobody is sent to one
     * that is known to be away.
     *
     * @param life how long from now on it works, unless the server's own credentials end before
     */
    URI address(BlobKey key, Blob.HandedOut how, Duration life) {
        state.require();
        try {
            GetObjectRequest.Builder get = GetObjectRequest.builder()
                    .bucket(settings.bucket())
                    .key(name(key))
                    .responseContentType(how.contentType())
                    .responseContentDisposition(how.contentDisposition())
                    .responseCacheControl(how.cacheControl());
            if (!how.contentEncoding().isEmpty()) get.responseContentEncoding(how.contentEncoding());
            return URI.create(presigner
                    .presignGetObject(sign -> sign.signatureDuration(life).getObjectRequest(get.build()))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw word(e);
        }
    }

    void delete(BlobKey key) {
        ask(() -> client.deleteObject(delete -> delete.bucket(settings.bucket()).key(name(key))));
    }

    /** Hears of one object after the other. */
    @FunctionalInterface
    interface Each {
        void found(BlobKey key, long size, String etag);
    }

    /** All objects that are blobs, a thousand to a question. */
    void list(Each each) {
        @Nullable String next = null;
        do {
            String from = next;
            var page = ask(() -> client.listObjectsV2(list ->
                    list.bucket(settings.bucket()).prefix(settings.prefix()).continuationToken(from)));
            for (S3Object object : page.contents()) {
                key(object.key(), settings.prefix()).ifPresent(key -> each.found(key, object.size(), object.eTag()));
            }
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
    }

    private <T> T ask(Supplier<T> question) {
        state.require();
        try {
            return question.get();
        } catch (SdkException e) {
            throw word(e);
        }
    }

    /** Has the next look at the store come soon; that decides whether others are still sent there. */
    private StoreAway word(SdkException e) {
        state.doubt();
        if (e instanceof S3Exception refused && refused.statusCode() < 500 && refused.statusCode() != 429) {
            log.warn("The store of bytes refused a request: {}", refused.getMessage());
        }
        return new StoreAway(e);
    }

    /** Asks for the bucket itself, without sparing those who wait for a store that is away. */
    void probe() {
        client.headBucket(head -> head.bucket(settings.bucket())
                .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                        .apiCallTimeout(settings.callTimeout())
                        .build()));
    }

    /** As below, for whoever has no database of his own. */
    String requireUsable() {
        return requireUsable("");
    }

    /**
     * @param installation by its database; empty to leave open whose the bucket is
     * @return whose it was before; empty when nobody said so
     * @throws StartRefused with a sentence that says what is wrong
     */
    String requireUsable(String installation) {
        return new BucketCheck(this, client, settings).requireUsable(installation);
    }
}
