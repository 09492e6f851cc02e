package dev.patchbay.trust;

import dev.patchbay.client.AppKeys;
import dev.patchbay.client.UnsealingInputStream;
import dev.patchbay.storage.BlobKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** Fixed keys and contents, sealed by the server's code and opened by that of apps. */
final class SealFixture {
    static final SealSecret SECRET = SealSecret.of(Base64.getEncoder().encodeToString(count(0)), "a test");
    static final byte[] APP_KEY = count(100);

    private SealFixture() {}

    private static byte[] count(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (first + i);
        return bytes;
    }

    /** SHA-256 of the numbers from 0 on, cut to size. */
    static byte[] content(int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size + 32);
        for (long n = 0; bytes.position() < size; n++) {
            bytes.put(DigestUtils.sha256(ByteBuffer.allocate(8).putLong(n).array()));
        }
        return Arrays.copyOf(bytes.array(), size);
    }

    static BlobKey key(byte[] plain) {
        return new BlobKey(DigestUtils.sha256Hex(plain));
    }

    static InputStream sealing(byte[] plain) {
        return new SealingInputStream(
                new ByteArrayInputStream(plain), 0, new SealedLayout(plain.length), SECRET.dataKey(key(plain)));
    }

    static byte[] sealed(byte[] plain) {
        try (InputStream in = sealing(plain)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the app makes of sealed bytes with the data key of a content. */
    static byte[] opened(byte[] sealed, byte[] contentOfTheKey) throws IOException {
        byte[] wrapped = SECRET.dataKey(key(contentOfTheKey)).wrappedBy(new AppKey(1, APP_KEY));
        byte[] dataKey = new AppKeys(Map.of(1, APP_KEY)).open(1, wrapped);
        try (InputStream in = new UnsealingInputStream(new ByteArrayInputStream(sealed), dataKey)) {
            return in.readAllBytes();
        }
    }
}
