package dev.patchbay.pack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A zip of which every byte can be chosen. Unless told otherwise it is a good one. What a method says of "the entry" is
 * the entry added last.
 */
final class CraftedZip {
    static final int LOCAL_VERSION = 4, LOCAL_FLAGS = 6, LOCAL_METHOD = 8, LOCAL_TIME = 10, LOCAL_DATE = 12;
    static final int LOCAL_CRC = 14, LOCAL_PACKED = 18, LOCAL_SIZE = 22, LOCAL_NAME = 26, LOCAL_EXTRA = 28;
    static final int MADE_BY = 4, VERSION = 6, FLAGS = 8, METHOD = 10, TIME = 12, DATE = 14, CRC = 16, PACKED = 20;
    static final int SIZE = 24,
            NAME = 28,
            EXTRA = 30,
            COMMENT = 32,
            DISK = 34,
            INTERNAL = 36,
            ATTRIBUTES = 38,
            LOCAL = 42;
    static final int END_DISK = 4, END_START_DISK = 6, END_HERE = 8, END_ENTRIES = 10, END_LENGTH = 12, END_START = 16;
    static final int END_COMMENT = 20;

    static final class Entry {
        byte[] localName = {};
        byte[] centralName = {};
        byte[] packed = {};
        byte[] localExtra = {};
        byte[] centralExtra = {};
        byte[] comment = {};
        byte[] descriptor = {};
        byte[] before = {};
        int method;
        int flags;
        int version = 20;
        int madeBy = 3 << 8 | 20;
        int attributes = 0100644 << 16;
        int time = 0x5864_4a20;
        int crc;
        int size;
        int localStart;
        int centralStart;
    }

    private final List<Entry> entries = new ArrayList<>();
    private final List<Consumer<ByteBuffer>> pokes = new ArrayList<>();
    private byte[] beforeDirectory = {};
    private byte[] beforeEnd = {};
    private byte[] suffix = {};
    private int endStart;

    /** The eros package that most tests begin with. */
    static CraftedZip eros() {
        CraftedZip zip = new CraftedZip().directory("pages/").file("pages/index.js", "weex.document");
        return zip.file("md5.json", CraftedManifest.of(zip).json());
    }

    CraftedZip file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    CraftedZip file(String name, byte[] content) {
        return add(name, content, deflate(content), 8);
    }

    CraftedZip stored(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return add(name, bytes, bytes, 0);
    }

    CraftedZip directory(String name) {
        return add(name, new byte[0], new byte[0], 0).with(entry -> {
            entry.attributes = 040755 << 16 | 0x10;
            entry.version = 10;
        });
    }

    CraftedZip named(byte[] name) {
        return file("x", "x").with(entry -> {
            entry.localName = name;
            entry.centralName = name;
        });
    }

    /** A deflated file of zeros. */
    CraftedZip zeros(String name, int size) {
        return file(name, new byte[size]);
    }

    private CraftedZip add(String name, byte[] content, byte[] packed, int method) {
        Entry entry = new Entry();
        entry.localName = name.getBytes(StandardCharsets.UTF_8);
        entry.centralName = entry.localName;
        entry.flags = entry.localName.length == name.length() ? 0 : 1 << 11;
        entry.packed = packed;
        entry.method = method;
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.crc = (int) crc.getValue();
        entry.size = content.length;
        entries.add(entry);
        return this;
    }

    CraftedZip with(Consumer<Entry> change) {
        change.accept(last());
        return this;
    }

    /** Lets the entry's sums follow its content. */
    CraftedZip described(boolean signed) {
        Entry entry = last();
        ByteBuffer descriptor = ByteBuffer.allocate(signed ? 16 : 12).order(ByteOrder.LITTLE_ENDIAN);
        if (signed) descriptor.putInt(0x08074b50);
        descriptor.putInt(entry.crc).putInt(entry.packed.length).putInt(entry.size);
        entry.descriptor = descriptor.array();
        entry.flags |= 8;
        return local(LOCAL_CRC, 4, 0).local(LOCAL_PACKED, 4, 0).local(LOCAL_SIZE, 4, 0);
    }

    /** Overwrites a field of the entry's local header. */
    CraftedZip local(int field, int width, long value) {
        Entry entry = last();
        pokes.add(bytes -> put(bytes, entry.localStart + field, width, value));
        return this;
    }

    /** Overwrites a field of the entry's central header. */
    CraftedZip central(int field, int width, long value) {
        Entry entry = last();
        pokes.add(bytes -> put(bytes, entry.centralStart + field, width, value));
        return this;
    }

    CraftedZip both(int localField, int field, int width, long value) {
        return local(localField, width, value).central(field, width, value);
    }

    CraftedZip end(int field, int width, long value) {
        pokes.add(bytes -> put(bytes, endStart + field, width, value));
        return this;
    }

    CraftedZip beforeDirectory(String bytes) {
        beforeDirectory = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    CraftedZip beforeEnd(String bytes) {
        beforeEnd = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    CraftedZip suffix(String bytes) {
        suffix = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    /** Makes the entry's local header that of the first entry. */
    CraftedZip pointingAtTheFirst() {
        return central(LOCAL, 4, 0);
    }

    private Entry last() {
        return entries.get(entries.size() - 1);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Entry entry : entries) writeLocal(entry, out);
        out.writeBytes(beforeDirectory);
        int directory = out.size();
        for (Entry entry : entries) writeCentral(entry, out);
        int length = out.size() - directory;
        out.writeBytes(beforeEnd);
        endStart = out.size();
        out.writeBytes(buffer(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(length)
                .putInt(directory)
                .array());
        out.writeBytes(suffix);
        byte[] bytes = out.toByteArray();
        pokes.forEach(poke -> poke.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
        return bytes;
    }

    private static void writeLocal(Entry entry, ByteArrayOutputStream out) {
        out.writeBytes(entry.before);
        entry.localStart = out.size();
        ByteBuffer header = buffer(30).putInt(0x04034b50);
        common(entry, header, entry.localName, entry.localExtra);
        out.writeBytes(header.array());
        out.writeBytes(entry.localName);
        out.writeBytes(entry.localExtra);
        out.writeBytes(entry.packed);
        out.writeBytes(entry.descriptor);
    }

    private static void writeCentral(Entry entry, ByteArrayOutputStream out) {
        entry.centralStart = out.size();
        ByteBuffer header = buffer(46).putInt(0x02014b50).putShort((short) entry.madeBy);
        common(entry, header, entry.centralName, entry.centralExtra);
        header.putShort((short) entry.comment.length)
                .putInt(0)
                .putInt(entry.attributes)
                .putInt(entry.localStart);
        out.writeBytes(header.array());
        out.writeBytes(entry.centralName);
        out.writeBytes(entry.centralExtra);
        out.writeBytes(entry.comment);
    }

    private static void common(Entry entry, ByteBuffer header, byte[] name, byte[] extra) {
        header.putShort((short) entry.version).putShort((short) entry.flags).putShort((short) entry.method);
        header.putInt(entry.time).putInt(entry.crc).putInt(entry.packed.length).putInt(entry.size);
        header.putShort((short) name.length).putShort((short) extra.length);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer bytes, int at, int width, long value) {
        for (int i = 0; i < width; i++) bytes.put(at + i, (byte) (value >> 8 * i));
    }

    static byte[] extra(int id, byte... data) {
        return buffer(4 + data.length)
                .putShort((short) id)
                .putShort((short) data.length)
                .put(data)
                .array();
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[content.length + content.length / 1000 + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    /** The files that an md5.json should list, with their contents' md5s. */
    List<Manifest.ListedFile> listed() {
        List<Manifest.ListedFile> files = new ArrayList<>();
        for (Entry entry : entries) {
            String name = new String(entry.centralName, StandardCharsets.UTF_8);
            if (!name.endsWith("/")) files.add(new Manifest.ListedFile("/" + name, md5(entry)));
        }
        return files;
    }

    private static String md5(Entry entry) {
        try (var content = entry.method == 8
                ? new InflaterInputStream(new ByteArrayInputStream(entry.packed), new Inflater(true))
                : new ByteArrayInputStream(entry.packed)) {
            return DigestUtils.md5Hex(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path in(Path folder) {
        return write(folder, bytes());
    }

    static Path write(Path folder, byte[] bytes) {
        try {
            return Files.write(folder.resolve("package.zip"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
