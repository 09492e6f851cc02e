package dev.patchbay.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives the plain bytes of a sealed file (format 1 of docs/encryption.md). No byte comes out before the chunk it lies in was found
 * whole, in its place and sealed with the right key; the last chunk only when nothing follows it. A file that was cut off between
 * two chunks gives what lies before the cut and then refuses, so use the bytes only when the end was reached.
 *
 * <p>To go on with a download that broke off, fetch the rest of the sealed file by {@code Range} with {@code If-Range}, put it behind
 * what is there already, and read the whole from its beginning: opening is far faster than fetching.
 */
public final class UnsealingInputStream extends InputStream {
    private static final Charset ASCII = Charset.forName("US-ASCII");
    private static final byte[] MAGIC = "PBSEALED".getBytes(ASCII);
    private static final int FIELDS = 24;
    private static final int CODE = 32;
    private static final int TAG = 16;
    private static final int NONCE = 12;
    private static final int FORMAT = 1;
    private static final int SMALLEST_CHUNK_BITS = 12;
    private static final int LARGEST_CHUNK_BITS = 20;

    private final InputStream sealed;
    private final long plainSize;
    private final int chunkSize;
    private final SecretKeySpec chunkKey;
    private final byte[] coded;
    private byte[] open = {};
    private int position;
    private long nextChunk;
    private boolean refused;

    /**
     * Reads the header.
     *
     * @param sealed the sealed file from its first byte on; closed with this stream
     * @param dataKey from {@link AppKeys#open}
     * @throws Refused when it is no sealed file, was changed, or was sealed with another key
     */
    public UnsealingInputStream(InputStream sealed, byte[] dataKey) throws IOException {
        this.sealed = sealed;
        byte[] header = new byte[FIELDS + CODE];
        if (fill(header, header.length) < header.length) throw new Refused("cut off inside the header");
        byte[] fields = Arrays.copyOf(header, FIELDS);
        byte[] code = Arrays.copyOfRange(header, FIELDS, header.length);
        if (!Arrays.equals(Arrays.copyOf(fields, MAGIC.length), MAGIC)) throw new Refused("not a sealed file");
        if (!MessageDigest.isEqual(code, hmac(dataKey, "header", fields))) {
            throw new Refused("sealed with another key, or its header was changed");
        }
        ByteBuffer in = ByteBuffer.wrap(fields);
        int format = in.get(MAGIC.length);
        int chunkBits = in.get(MAGIC.length + 1);
        this.plainSize = in.getLong(FIELDS - 8);
        if (format != FORMAT || chunkBits < SMALLEST_CHUNK_BITS || chunkBits > LARGEST_CHUNK_BITS || plainSize < 0) {
            throw new Refused("a sealed file of a format that this app does not know");
        }
        this.chunkSize = 1 << chunkBits;
        this.chunkKey = new SecretKeySpec(hmac(dataKey, "chunks", fields), "AES");
        this.coded = new byte[chunkSize + TAG];
    }

    private static byte[] hmac(byte[] key, String label, byte[] fields) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(label.getBytes(ASCII));
            return mac.doFinal(fields);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this device has no HmacSHA256", e);
        }
    }

    /** How many plain bytes there are. */
    public long plainSize() {
        return plainSize;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (refused) throw new Refused("this file was refused already");
        while (position == open.length) {
            if (nextChunk == chunks()) return -1;
            openNext();
        }
        int done = Math.min(length, open.length - position);
        System.arraycopy(open, position, target, offset, done);
        position += done;
        return done;
    }

    private long chunks() {
        return plainSize == 0 ? 1 : (plainSize - 1) / chunkSize + 1;
    }

    private void openNext() throws IOException {
        refused = true;
        boolean last = nextChunk == chunks() - 1;
        int length = (int) Math.min(chunkSize, plainSize - nextChunk * chunkSize) + TAG;
        if (fill(coded, length) < length) throw new Refused("cut off in chunk " + nextChunk);
        byte[] opened = open(nextChunk, last, length);
        if (last && sealed.read() >= 0) throw new Refused("something follows the last chunk");
        open = opened;
        position = 0;
        nextChunk++;
        refused = false;
    }

    private byte[] open(long chunk, boolean last, int length) throws IOException {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .putLong(3, chunk)
                .put(NONCE - 1, (byte) (last ? 1 : 0))
                .array();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, chunkKey, new GCMParameterSpec(TAG * 8, nonce));
            return cipher.doFinal(coded, 0, length);
        } catch (GeneralSecurityException e) {
            throw new Refused("chunk " + chunk + " was changed, or is not in its place", e);
        }
    }

    /** As many bytes as there are, up to a length. */
    private int fill(byte[] target, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int read = sealed.read(target, done, length - done);
            if (read < 0) break;
            done += read;
        }
        return done;
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
