package dev.patchbay.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An object's bytes as they come from the store. When they break off in the middle the rest of the same object is asked for,
 * so that a reader gets all of them or an exception, never fewer: {@link StoreAway} when it is the store that cannot be reached.
 */
final class ObjectStream extends InputStream {
    private static final Logger log = LoggerFactory.getLogger(ObjectStream.class);

    /** In a row, without a byte in between. */
    private static final int ATTEMPTS = 4;

    private static final int FIRST_PAUSE_MILLIS = 100;

    private final ObjectBlob blob;
    private @Nullable ResponseInputStream<?> in;
    private long position;
    private long left;
    private int failed;

    ObjectStream(ObjectBlob blob, long first, long length) throws IOException {
        this.blob = blob;
        this.position = first;
        this.left = length;
        this.in = ask();
    }

    private ResponseInputStream<?> ask() throws IOException {
        try {
            return blob.bucket().read(blob.key(), position, left, blob.etag());
        } catch (FileNotFoundException e) {
            blob.store().missed(blob.key());
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (left > 0) {
            try {
                if (in == null) in = ask();
                int read = in.read(target, offset, (int) Math.min(length, left));
                if (read > 0) {
                    position += read;
                    left -= read;
                    failed = 0;
                    return read;
                }
                throw new IOException("the store's answer ended " + left + " bytes too early");
            } catch (FileNotFoundException e) {
                throw e;
            } catch (IOException | SdkException | StoreAway e) {
                retry(e);
            }
        }
        return -1;
    }

    private void retry(Exception broken) throws IOException {
        drop();
        if (++failed == ATTEMPTS && broken instanceof StoreAway away) throw away;
        if (failed == ATTEMPTS) throw new IOException("the bytes of blob " + blob.key() + " broke off", broken);
        log.debug("The bytes of blob {} broke off at {} and are asked for again", blob.key(), position, broken);
        try {
            int most = FIRST_PAUSE_MILLIS << failed;
            Thread.sleep(ThreadLocalRandom.current().nextInt(most / 2, most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the bytes of blob " + blob.key() + " broke off", e);
        }
    }

    /** Closing would read on to the end, to use the connection again. */
    private void drop() {
        if (in != null) in.abort();
        in = null;
    }

    @Override
    public void close() throws IOException {
        if (left > 0) drop();
        else if (in != null) in.close();
        in = null;
    }
}
