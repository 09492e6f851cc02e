package dev.patchbay.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks one bzip2 stream, which Android cannot by itself (format: bzip2 1.0.8, {@code decompress.c}). Strict: no randomised
 * blocks, complete code tables, right checksums. Bounded: one block of at most 900 000 bytes is in memory at a time.
 */
final class Bunzip extends InputStream {
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;
    private static final int GROUP = 50;
    private static final int LONGEST_CODE = 20;
    private static final int[] CRC = crcTable();

    private final InputStream in;
    private int bits;
    private int bitCount;
    private final int blockSize;
    private boolean ended;

    private int[] links;
    private int position;
    private int leftInBlock;
    private int previous = -1;
    private int equal;
    private int repeats;
    private int last;
    private int blockCrc;
    private int wantedCrc;
    private int allCrc;
    private boolean inBlock;

    Bunzip(InputStream packed) throws IOException {
        in = new BufferedInputStream(packed);
        if (bits(8) != 'B' || bits(8) != 'Z' || bits(8) != 'h') throw new Refused("not a bzip2 stream");
        int level = bits(8) - '0';
        if (level < 1 || level > 9) throw new Refused("bzip2: no such block size");
        blockSize = level * 100_000;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int c = i << 24;
            for (int j = 0; j < 8; j++) c = c < 0 ? c << 1 ^ 0x04c11db7 : c << 1;
            table[i] = c;
        }
        return table;
    }

    private int bits(int count) throws IOException {
        while (bitCount < count) {
            int b = in.read();
            if (b < 0) throw new Refused("bzip2: cut off");
            bits = bits << 8 | b;
            bitCount += 8;
        }
        bitCount -= count;
        return bits >>> bitCount & (1 << count) - 1;
    }

    private long longBits(int count) throws IOException {
        long value = 0;
        for (int left = count; left > 0; left -= 8) value = value << 8 | bits(8);
        return value;
    }

    @Override
    public int read() throws IOException {
        while (repeats == 0) {
            if (!inBlock && !nextBlock()) return -1;
            if (leftInBlock == 0) {
                endBlock();
                continue;
            }
            int b = step();
            if (equal == 4) {
                // four equal bytes are followed by how many more there are
                equal = 0;
                previous = -1;
                repeats = b;
                continue;
            }
            equal = b == previous ? equal + 1 : 1;
            previous = b;
            last = b;
            return emit();
        }
        repeats--;
        return emit();
    }

    private int emit() {
        blockCrc = blockCrc << 8 ^ CRC[blockCrc >>> 24 ^ last];
        return last;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int b = read();
            if (b < 0) return i == 0 ? -1 : i;
            bytes[from + i] = (byte) b;
        }
        return count;
    }

    /** The next byte of the block as it was before sorting. */
    private int step() {
        int link = links[position];
        position = link >>> 8;
        leftInBlock--;
        return link & 255;
    }

    private void endBlock() throws IOException {
        if (equal == 4) throw new Refused("bzip2: a run without its length");
        if (~blockCrc != wantedCrc) throw new Refused("bzip2: wrong checksum");
        allCrc = (allCrc << 1 | allCrc >>> 31) ^ wantedCrc;
        inBlock = false;
    }

    private boolean nextBlock() throws IOException {
        if (ended) return false;
        long magic = longBits(48);
        int crc = (int) longBits(32);
        if (magic == END) {
            if (crc != allCrc) throw new Refused("bzip2: wrong checksum of the whole");
            ended = true;
            return false;
        }
        if (magic != BLOCK) throw new Refused("bzip2: neither block nor end");
        wantedCrc = crc;
        readBlock();
        blockCrc = -1;
        previous = -1;
        equal = 0;
        inBlock = true;
        return true;
    }

    private void readBlock() throws IOException {
        if (bits(1) != 0) throw new Refused("bzip2: randomised blocks are not read");
        int origin = (int) longBits(24);
        byte[] alphabet = alphabet();
        int symbols = alphabet.length + 2;
        int tables = bits(3);
        if (tables < 2 || tables > 6) throw new Refused("bzip2: no such number of tables");
        byte[] selectors = selectors(tables);
        Codes[] codes = new Codes[tables];
        for (int i = 0; i < tables; i++) codes[i] = codes(symbols);
        if (links == null) links = new int[blockSize];
        int[] counts = new int[256];
        int length = fill(alphabet, selectors, codes, counts);
        if (origin >= length) throw new Refused("bzip2: a block that begins outside of itself");
        link(length, counts);
        position = links[origin] >>> 8;
        leftInBlock = length;
    }

    private byte[] alphabet() throws IOException {
        int ranges = bits(16);
        byte[] used = new byte[256];
        int count = 0;
        for (int i = 0; i < 16; i++) {
            if ((ranges & 0x8000 >> i) == 0) continue;
            int range = bits(16);
            for (int j = 0; j < 16; j++) {
                if ((range & 0x8000 >> j) != 0) used[count++] = (byte) (i * 16 + j);
            }
        }
        if (count == 0) throw new Refused("bzip2: a block without bytes");
        byte[] alphabet = new byte[count];
        System.arraycopy(used, 0, alphabet, 0, count);
        return alphabet;
    }

    private byte[] selectors(int tables) throws IOException {
        int count = bits(15);
        if (count == 0) throw new Refused("bzip2: a block without selectors");
        byte[] order = new byte[tables];
        for (int i = 0; i < tables; i++) order[i] = (byte) i;
        byte[] selectors = new byte[count];
        for (int i = 0; i < count; i++) {
            int index = 0;
            while (bits(1) == 1) {
                if (++index >= tables) throw new Refused("bzip2: a selector of no table");
            }
            byte table = order[index];
            System.arraycopy(order, 0, order, 1, index);
            order[0] = table;
            selectors[i] = table;
        }
        return selectors;
    }

    private Codes codes(int symbols) throws IOException {
        int[] lengths = new int[symbols];
        int length = bits(5);
        for (int i = 0; i < symbols; i++) {
            while (true) {
                if (length < 1 || length > LONGEST_CODE) throw new Refused("bzip2: a code of no length");
                if (bits(1) == 0) break;
                length += bits(1) == 0 ? 1 : -1;
            }
            lengths[i] = length;
        }
        return new Codes(lengths);
    }

    /** Canonical Huffman codes. */
    private static final class Codes {
        final int[] limit = new int[LONGEST_CODE + 2];
        final int[] base = new int[LONGEST_CODE + 2];
        final int[] symbols;

        Codes(int[] lengths) throws Refused {
            symbols = new int[lengths.length];
            int filled = 0;
            int code = 0;
            for (int length = 1; length <= LONGEST_CODE; length++) {
                int first = filled;
                for (int i = 0; i < lengths.length; i++) {
                    if (lengths[i] == length) symbols[filled++] = i;
                }
                base[length] = first - code;
                code += filled - first;
                if (code > 1 << length) throw new Refused("bzip2: more codes than there can be");
                limit[length] = code;
                code <<= 1;
            }
        }
    }

    private int symbol(Codes codes) throws IOException {
        int code = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            code = code << 1 | bits(1);
            if (code < codes.limit[length] && code + codes.base[length] >= 0) {
                return codes.symbols[code + codes.base[length]];
            }
        }
        throw new Refused("bzip2: no such code");
    }

    /** Undoes Huffman, run lengths and move-to-front; returns how many bytes the block has. */
    private int fill(byte[] alphabet, byte[] selectors, Codes[] codes, int[] counts) throws IOException {
        int end = alphabet.length + 1;
        int length = 0;
        int group = -1;
        int leftInGroup = 0;
        int run = 0;
        int weight = 1;
        Codes current = codes[0];
        while (true) {
            if (leftInGroup-- == 0) {
                if (++group >= selectors.length) throw new Refused("bzip2: fewer selectors than groups");
                current = codes[selectors[group]];
                leftInGroup = GROUP - 1;
            }
            int symbol = symbol(current);
            if (symbol <= 1) {
                if (weight > blockSize) throw new Refused("bzip2: a run longer than a block");
                run += weight << symbol;
                weight <<= 1;
                continue;
            }
            if (run > 0) {
                if (run > blockSize - length) throw new Refused("bzip2: a block larger than announced");
                int b = alphabet[0] & 255;
                counts[b] += run;
                for (; run > 0; run--) links[length++] = b;
            }
            weight = 1;
            if (symbol == end) return length;
            if (length >= blockSize) throw new Refused("bzip2: a block larger than announced");
            byte b = alphabet[symbol - 1];
            System.arraycopy(alphabet, 0, alphabet, 1, symbol - 1);
            alphabet[0] = b;
            counts[b & 255]++;
            links[length++] = b & 255;
        }
    }

    /** Undoes the Burrows-Wheeler transform: each entry gets, above its byte, the place of the byte after it. */
    private void link(int length, int[] counts) {
        int[] next = new int[256];
        int sum = 0;
        for (int i = 0; i < 256; i++) {
            next[i] = sum;
            sum += counts[i];
        }
        for (int i = 0; i < length; i++) links[next[links[i] & 255]++] |= i << 8;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
