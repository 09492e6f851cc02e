package dev.patchbay.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A zip that every reader understands alike, opened for reading. The common readers are forgiving, each in its own
 * way, so that a crafted zip can show one content to a server and another to a device. This one takes only a plain
 * profile of PKWARE's APPNOTE: one end record at the very end, entries that tile the file, local and central headers
 * that agree, stored or deflated files and directories, names that are safe anywhere.
 */
public final class StrictZip implements Closeable {
    private static final int COPY = 64 * 1024;

    private final FileChannel channel;
    private final ZipBytes bytes;
    private final EndRecord end;
    private final Map<String, Tile> tiles;

    private StrictZip(FileChannel channel, ZipBytes bytes, EndRecord end, Map<String, Tile> tiles) {
        this.channel = channel;
        this.bytes = bytes;
        this.end = end;
        this.tiles = tiles;
    }

    /**
     * Judges a zip and opens it. Every entry is unpacked once, to nowhere; memory use depends on the number of entries,
     * not on their size. The file must not change while the zip is open.
     *
     * @throws RefusedPackage of kind {@code ZIP_STRUCTURE}, {@code UNSAFE_PATH} or {@code LIMITS}
     * @throws IOException when the file cannot be read
     */
    public static StrictZip open(Path file, ZipLimits limits) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            StrictZip zip = read(channel, limits);
            for (ZipItem item : zip.items()) zip.unpackToNowhere(item);
            return zip;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static StrictZip read(FileChannel channel, ZipLimits limits) throws IOException {
        ZipBytes bytes = new ZipBytes(channel);
        EndRecord end = EndRecord.read(bytes);
        limits.refuseTooMany(end.entries());
        List<CentralHeader> headers = readDirectory(bytes, end, limits);
        NameClashes.refuse(headers.stream().map(CentralHeader::name).toList());
        refuseTooLarge(headers, limits);
        return new StrictZip(channel, bytes, end, readTiles(bytes, headers, end));
    }

    private static List<CentralHeader> readDirectory(ZipBytes bytes, EndRecord end, ZipLimits limits)
            throws IOException {
        List<CentralHeader> headers = new ArrayList<>();
        long at = end.directoryStart();
        for (int i = 0; i < end.entries(); i++) {
            CentralHeader header = CentralHeader.read(bytes, at, limits, i + 1);
            headers.add(header);
            at += header.length();
        }
        if (at != end.position()) {
            throw RefusedPackage.structure("the central directory does not hold exactly the entries that it announces");
        }
        return headers;
    }

    private static void refuseTooLarge(List<CentralHeader> headers, ZipLimits limits) {
        long unpacked = 0;
        long packed = 0;
        for (CentralHeader header : headers) {
            limits.refuseTooLarge(header.item());
            unpacked += header.size();
            packed += header.packedSize();
        }
        limits.refuseTooLarge(unpacked, packed);
    }

    /** In the order of the central directory. */
    private static Map<String, Tile> readTiles(ZipBytes bytes, List<CentralHeader> headers, EndRecord end)
            throws IOException {
        List<CentralHeader> sorted = headers.stream()
                .sorted(Comparator.comparingLong(CentralHeader::localStart))
                .toList();
        if (sorted.get(0).localStart() != 0) {
            throw RefusedPackage.structure("the zip does not begin with its first entry");
        }
        Map<String, Tile> tiles = new LinkedHashMap<>();
        headers.forEach(header -> tiles.put(header.name().text(), new Tile(header, 0, 0)));
        for (int i = 0; i < sorted.size(); i++) {
            boolean last = i + 1 == sorted.size();
            long tileEnd = last ? end.directoryStart() : sorted.get(i + 1).localStart();
            Tile tile = Tile.read(bytes, sorted.get(i), tileEnd);
            tiles.put(sorted.get(i).name().text(), tile);
        }
        return tiles;
    }

    private void unpackToNowhere(ZipItem item) throws IOException {
        try (InputStream content = read(item)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** All files and directories, in the order of the central directory. */
    public List<ZipItem> items() {
        return tiles.values().stream().map(tile -> tile.header().item()).toList();
    }

    /** The regular files, in the order of the central directory. */
    public List<ZipItem> files() {
        return items().stream().filter(item -> !item.isDirectory()).toList();
    }

    /** The file of exactly that name, such as {@code pages/index.js}. */
    public Optional<ZipItem> file(String name) {
        return Optional.ofNullable(tiles.get(name))
                .map(tile -> tile.header().item())
                .filter(item -> !item.isDirectory());
    }

    /**
     * An entry's content, unpacked. Several may be open at once; closing the zip ends them.
     *
     * @throws IllegalArgumentException when the zip has no such entry
     */
    public InputStream read(ZipItem item) {
        Tile tile = tile(item);
        return new EntryStream(channel, item, tile.contentStart());
    }

    Tile tile(ZipItem item) {
        Tile tile = tiles.get(item.name());
        if (tile == null || !tile.header().item().equals(item)) {
            throw new IllegalArgumentException("not an entry of this zip: " + SafeText.quote(item.name()));
        }
        return tile;
    }

    /** The central headers, in their order. */
    List<CentralHeader> headers() {
        return tiles.values().stream().map(Tile::header).toList();
    }

    /** A central header's bytes. */
    byte[] raw(CentralHeader header) throws IOException {
        return bytes.bytes(header.start(), header.length());
    }

    /** The bytes as they lie in the file, up to where the central directory begins or ends. */
    void copy(long from, long to, OutputStream out) throws IOException {
        for (long at = from; at < to; ) {
            int count = (int) Math.min(COPY, to - at);
            out.write(bytes.bytes(at, count));
            at += count;
        }
    }

    long directoryStart() {
        return end.directoryStart();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
