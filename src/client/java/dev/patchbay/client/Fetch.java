package dev.patchbay.client;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Writes bytes to a file as they come, never more than announced, and says whether they are the right ones. */
final class Fetch extends OutputStream {
    private final FileOutputStream out;
    private final MessageDigest sha256 = Bytes.sha256();
    private final long most;
    private long length;

    Fetch(File file, long most) throws IOException {
        this.out = new FileOutputStream(file);
        this.most = most;
    }

    /** Copies a stream to its end, and refuses one that does not end in time without reading on. */
    void all(InputStream in) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) write(buffer, 0, n);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (count > most - length) throw new Refused("more bytes than announced");
        out.write(bytes, from, count);
        sha256.update(bytes, from, count);
        length += count;
    }

    /** Puts all of it on disk and compares. */
    void require(long wantedLength, String wantedSha256) throws IOException {
        out.getFD().sync();
        if (length != wantedLength) throw new Refused("fewer bytes than announced");
        if (!Bytes.hex(sha256.digest()).equals(wantedSha256)) throw new Refused("not the bytes that were signed");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
