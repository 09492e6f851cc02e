package dev.patchbay.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * Gives stored bytes in sealed form. The same content always has the same sealed form, whatever app asks and whatever
 * version its key has; nothing of it is stored.
 */
@Component
public class Sealer {
    /** The version of the format in {@code docs/encryption.md}. */
    public static final int FORMAT = 1;

    private final BlobStore store;
    private final SealSecret secret;
    private final Cache<BlobKey, SealedContent> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Sealer(BlobStore store, SealSecret secret) {
        this.store = store;
        this.secret = secret;
    }

    /**
     * Size and digest of the sealed form. The first who asks has it sealed once from end to end; all others wait for that
     * one.
     *
     * @throws UncheckedIOException when the content is not here, or its bytes are not those of its name
     */
    public SealedContent describe(BlobKey content) {
        return known.get(content, this::look);
    }

    /**
     * Some of the sealed bytes. No more of the content is read than the chunks in which they lie.
     *
     * @param first how many are left out before
     * @param length how many are wanted; the stream may go on behind them
     * @throws IOException when the content is not here
     */
    public InputStream open(BlobKey content, long first, long length) throws IOException {
        Blob blob = find(content);
        SealedLayout layout = new SealedLayout(blob.size());
        long chunk = layout.chunkAt(first);
        long begin = chunk * SealedLayout.CHUNK;
        long end = Math.min(blob.size(), (layout.chunkAt(first + length - 1) + 1) * SealedLayout.CHUNK);
        SealingInputStream sealed =
                new SealingInputStream(blob.open(begin, end - begin), chunk, layout, secret.dataKey(content));
        sealed.skip(first);
        return sealed;
    }

    /**
     * What builds with that app key open a content's sealed form with.
     *
     * @param size of the content, in bytes
     */
    public SealedKey keyOf(BlobKey content, long size, AppKey key) {
        String wrapped =
                Base64.getEncoder().encodeToString(secret.dataKey(content).wrappedBy(key));
        return new SealedKey(FORMAT, key.version(), wrapped, size, content.sha256());
    }

    private SealedContent look(BlobKey content) {
        MessageDigest plain = DigestUtils.getSha256Digest();
        MessageDigest sealed = DigestUtils.getSha256Digest();
        try {
            Blob blob = find(content);
            SealedLayout layout = new SealedLayout(blob.size());
            try (InputStream in = new SealingInputStream(
                    new DigestInputStream(blob.open(), plain), 0, layout, secret.dataKey(content))) {
                DigestUtils.updateDigest(sealed, in);
            }
            // two contents under one key would give both away
            if (!hex(plain).equals(content.sha256())) throw new IOException("blob " + content + " is damaged");
            return new SealedContent(new BlobKey(hex(sealed)), layout.sealedSize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Blob find(BlobKey content) throws IOException {
        return store.find(content).orElseThrow(() -> new FileNotFoundException("blob " + content + " is missing"));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
