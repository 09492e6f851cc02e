package dev.patchbay.pack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gives an eros package a newer timestamp. Devices apply the package with the greatest timestamp in its md5.json and
 * never an older one, so that a rollback is the old content under a new timestamp: same jsVersion, other bytes. All
 * entries but md5.json are copied as they lie in the zip.
 */
public final class Retimestamper {
    private final ZipLimits limits;

    public Retimestamper(ZipLimits limits) {
        this.limits = limits;
    }

    /**
     * Writes the package with another timestamp. The same package and timestamp give the same bytes, as long as
     * Java deflates alike.
     *
     * @param timestamp cut to milliseconds
     * @param out is created or overwritten; when this fails, what it then holds is of no use
     * @throws IllegalArgumentException when the timestamp is not later than the package's, or the zip is no eros
     *     package
     * @throws RefusedPackage when the zip or its md5.json is refused
     */
    public void retimestamp(Path in, Instant timestamp, Path out) throws IOException {
        try (StrictZip zip = StrictZip.open(in, limits)) {
            ZipItem item = zip.file(Manifest.NAME)
                    .orElseThrow(() -> new IllegalArgumentException("a zip without md5.json has no timestamp"));
            ManifestText text = ManifestText.read(zip, item);
            if (timestamp.toEpochMilli() <= text.manifest().timestamp().toEpochMilli()) {
                throw new IllegalArgumentException(
                        "the package's timestamp is " + text.manifest().timestamp() + ", not before " + timestamp);
            }
            byte[] json = text.withTimestamp(timestamp.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
            try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(out))) {
                rewrite(zip, zip.tile(item), json, to);
            }
        }
    }

    private static void rewrite(StrictZip zip, Tile old, byte[] json, OutputStream out) throws IOException {
        CentralHeader was = old.header();
        byte[] packed = was.method() == CentralHeader.DEFLATED ? deflate(json) : json;
        CRC32 crc = new CRC32();
        crc.update(json);
        LocalHeader now = new LocalHeader(
                was.versionNeeded(),
                was.flags() & ~CentralHeader.DATA_DESCRIPTOR,
                was.method(),
                was.time(),
                crc.getValue(),
                packed.length,
                json.length,
                Manifest.NAME);
        zip.copy(0, was.localStart(), out);
        out.write(now.bytes());
        out.write(packed);
        zip.copy(old.end(), zip.directoryStart(), out);
        long grown = now.bytes().length + packed.length - (old.end() - was.localStart());
        long start = zip.directoryStart() + grown;
        long length = 0;
        for (CentralHeader header : zip.headers()) {
            byte[] bytes = header.start() == was.start() ? replaced(zip.raw(header), now) : zip.raw(header);
            if (header.localStart() > was.localStart()) move(bytes, header.localStart() + grown);
            out.write(bytes);
            length += bytes.length;
        }
        out.write(EndRecord.bytes(zip.headers().size(), start, length));
    }

    private static byte[] deflate(byte[] json) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(json);
            deflater.finish();
            // what deflate cannot shrink grows by 5 bytes for every 16 KiB at most
            byte[] packed = new byte[json.length + json.length / 1024 + 64];
            int length = deflater.deflate(packed);
            return Arrays.copyOf(packed, length);
        } finally {
            deflater.end();
        }
    }

    /** md5.json's central header: who made it and with what attributes stays, its extra field goes. */
    private static byte[] replaced(byte[] central, LocalHeader now) {
        byte[] name = Manifest.NAME.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(CentralHeader.FIXED_LENGTH + name.length)
                .put(central, 0, 6)
                .put(now.bytes(), 4, LocalHeader.FIXED_LENGTH - 4)
                .put(central, 32, CentralHeader.FIXED_LENGTH - 32)
                .put(name)
                .array();
    }

    private static void move(byte[] central, long localStart) {
        ByteBuffer.wrap(central).order(ByteOrder.LITTLE_ENDIAN).putInt(42, (int) localStart);
    }
}
