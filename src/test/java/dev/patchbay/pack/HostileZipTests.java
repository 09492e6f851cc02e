package dev.patchbay.pack;

import static dev.patchbay.pack.CraftedZip.*;
import static dev.patchbay.pack.RefusedPackage.Kind.LIMITS;
import static dev.patchbay.pack.RefusedPackage.Kind.UNSAFE_PATH;
import static dev.patchbay.pack.RefusedPackage.Kind.ZIP_STRUCTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to be no plain zip that somebody has tried, or could. */
class HostileZipTests {
    private static final String CLEAN_MESSAGE = "[\\x20-\\x7e]{1,300}";

    @TempDir
    private Path folder;

    record Case(String what, RefusedPackage.Kind kind, byte[] bytes) {
        Case(String what, RefusedPackage.Kind kind, CraftedZip zip) {
            this(what, kind, zip.bytes());
        }

        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource({
        "ends",
        "tiles",
        "headers",
        "sums",
        "contents",
        "kinds",
        "extras",
        "names",
        "unicode",
        "clashes",
        "limits"
    })
    void refuses(Case hostile) {
        RefusedPackage refused = catchThrowableOfType(RefusedPackage.class, () -> inspect(hostile.bytes));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(hostile.kind);
        assertThat(refused.getMessage()).matches(CLEAN_MESSAGE);
    }

    @Test
    void theZipsThatAreMadeHostileAreGoodBefore() throws Exception {
        assertThat(inspect(good().bytes())).isInstanceOf(Inspection.PlainZip.class);
        assertThat(inspect(good().described(true).bytes())).isInstanceOf(Inspection.PlainZip.class);
    }

    private Inspection inspect(byte[] bytes) throws Exception {
        return new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD).inspect(write(folder, bytes));
    }

    static byte[] goodBytes() {
        return good().bytes();
    }

    private static CraftedZip good() {
        return new CraftedZip().stored("a.js", "first").directory("pages/").file("pages/b.js", "second".repeat(10));
    }

    private static String end(int entries, int length, int start) {
        byte[] record = ByteBuffer.allocate(22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(length)
                .putInt(start)
                .array();
        return new String(record, StandardCharsets.ISO_8859_1);
    }

    private static byte[] behind(String prefix, byte[] zip) {
        byte[] head = prefix.getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = Arrays.copyOf(head, head.length + zip.length);
        System.arraycopy(zip, 0, both, head.length, zip.length);
        return both;
    }

    static Stream<Case> ends() {
        byte[] bytes = good().bytes();
        return Stream.of(
                new Case("only a local signature", ZIP_STRUCTURE, Arrays.copyOf(bytes, 4)),
                new Case("cut in the first header", ZIP_STRUCTURE, Arrays.copyOf(bytes, 20)),
                new Case("cut in the middle", ZIP_STRUCTURE, Arrays.copyOf(bytes, bytes.length / 2)),
                new Case("last byte missing", ZIP_STRUCTURE, Arrays.copyOf(bytes, bytes.length - 1)),
                new Case("end record missing", ZIP_STRUCTURE, Arrays.copyOf(bytes, bytes.length - 22)),
                new Case("one byte more", ZIP_STRUCTURE, good().suffix("\0")),
                new Case("a kilobyte more", ZIP_STRUCTURE, good().suffix("x".repeat(1024))),
                new Case(
                        "a comment",
                        ZIP_STRUCTURE,
                        good().end(END_COMMENT, 2, 5).suffix("hello")),
                new Case("an announced comment that is missing", ZIP_STRUCTURE, good().end(END_COMMENT, 2, 5)),
                new Case(
                        "a comment that is an end record",
                        ZIP_STRUCTURE,
                        good().end(END_COMMENT, 2, 22).suffix(end(0, 0, 0))),
                new Case("two end records", ZIP_STRUCTURE, good().suffix(end(3, 160, 100))),
                new Case("an end record before the end record", ZIP_STRUCTURE, good().beforeEnd(end(0, 0, 0))),
                new Case(
                        "a second zip behind the first",
                        ZIP_STRUCTURE,
                        behind(new String(bytes, StandardCharsets.ISO_8859_1), bytes)),
                new Case("a prefix", ZIP_STRUCTURE, behind("#!/bin/sh\n", bytes)),
                new Case("a script that is also a zip", ZIP_STRUCTURE, behind("document.write(1)/*", bytes)),
                new Case("a picture that is also a zip", ZIP_STRUCTURE, behind("\u0089PNG\r\n\u001a\n", bytes)),
                new Case("a spanning marker", ZIP_STRUCTURE, behind("PK00", bytes)),
                new Case("no entries", ZIP_STRUCTURE, new CraftedZip()),
                new Case("first of two disks", ZIP_STRUCTURE, good().end(END_DISK, 2, 1)),
                new Case("directory on another disk", ZIP_STRUCTURE, good().end(END_START_DISK, 2, 1)),
                new Case("fewer entries on this disk", ZIP_STRUCTURE, good().end(END_HERE, 2, 1)),
                new Case(
                        "fewer entries announced",
                        ZIP_STRUCTURE,
                        good().end(END_HERE, 2, 2).end(END_ENTRIES, 2, 2)),
                new Case(
                        "more entries announced",
                        ZIP_STRUCTURE,
                        good().end(END_HERE, 2, 4).end(END_ENTRIES, 2, 4)),
                new Case(
                        "no entries announced",
                        ZIP_STRUCTURE,
                        good().end(END_HERE, 2, 0).end(END_ENTRIES, 2, 0)),
                new Case(
                        "ZIP64 by its entries",
                        ZIP_STRUCTURE,
                        good().end(END_HERE, 2, 0xffff).end(END_ENTRIES, 2, 0xffff)),
                new Case("ZIP64 by its directory's start", ZIP_STRUCTURE, good().end(END_START, 4, 0xffff_ffffL)),
                new Case("ZIP64 by its directory's length", ZIP_STRUCTURE, good().end(END_LENGTH, 4, 0xffff_ffffL)),
                new Case("ZIP64 by its locator", ZIP_STRUCTURE, good().beforeEnd("PK\6\7" + "\0".repeat(16))),
                new Case("a directory that starts too late", ZIP_STRUCTURE, good().end(END_START, 4, 1000)),
                new Case("a directory that starts too early", ZIP_STRUCTURE, good().end(END_START, 4, 1)),
                new Case("a directory of no length", ZIP_STRUCTURE, good().end(END_LENGTH, 4, 0)),
                new Case("bytes between directory and end", ZIP_STRUCTURE, good().beforeEnd("x")));
    }

    static Stream<Case> tiles() {
        return Stream.of(
                new Case("bytes between entries and directory", ZIP_STRUCTURE, good().beforeDirectory("hidden")),
                new Case("bytes between two entries", ZIP_STRUCTURE, good().with(e -> e.before = new byte[3])),
                new Case(
                        "bytes before the first entry",
                        ZIP_STRUCTURE,
                        new CraftedZip()
                                .file("a", "a")
                                .with(e -> e.before = "PK\3\4".getBytes(StandardCharsets.US_ASCII))),
                new Case("an entry that the directory leaves out", ZIP_STRUCTURE, hiddenEntry()),
                new Case(
                        "two headers for one entry",
                        ZIP_STRUCTURE,
                        new CraftedZip().stored("a", "x").stored("b", "x").pointingAtTheFirst()),
                new Case(
                        "one entry within another",
                        ZIP_STRUCTURE,
                        new CraftedZip()
                                .stored("a", innerEntry())
                                .stored("b", "x")
                                .central(LOCAL, 4, 31)),
                new Case("a local header beyond the end", ZIP_STRUCTURE, good().central(LOCAL, 4, 0x7fff_ffff)),
                new Case("a local header at the largest offset", ZIP_STRUCTURE, good().central(LOCAL, 4, 0xffff_ffffL)),
                new Case("a local header in the directory", ZIP_STRUCTURE, good().central(LOCAL, 4, 150)),
                new Case(
                        "a packed size into the next entry",
                        ZIP_STRUCTURE,
                        new CraftedZip()
                                .stored("a", "x")
                                .both(LOCAL_PACKED, PACKED, 4, 9)
                                .both(LOCAL_SIZE, SIZE, 4, 9)
                                .stored("b", "x")),
                new Case(
                        "a packed size beyond the end",
                        ZIP_STRUCTURE,
                        good().both(LOCAL_PACKED, PACKED, 4, 0x0fff_ffff)),
                new Case("an extra field into the content", ZIP_STRUCTURE, good().local(LOCAL_EXTRA, 2, 4)),
                new Case("a central header without signature", ZIP_STRUCTURE, good().central(0, 4, 0x02014b51)),
                new Case("a local header without signature", ZIP_STRUCTURE, good().local(0, 4, 0x04034b51)),
                new Case("a central name beyond the directory", ZIP_STRUCTURE, good().central(NAME, 2, 500)),
                new Case("a central extra field beyond the directory", ZIP_STRUCTURE, good().central(EXTRA, 2, 500)),
                new Case(
                        "an announced descriptor that is missing",
                        ZIP_STRUCTURE,
                        good().both(LOCAL_FLAGS, FLAGS, 2, 8)),
                new Case(
                        "a descriptor that is not announced",
                        ZIP_STRUCTURE,
                        good().described(true).both(LOCAL_FLAGS, FLAGS, 2, 0)),
                new Case(
                        "a descriptor behind sums that are there",
                        ZIP_STRUCTURE,
                        good().with(e -> e.descriptor = new byte[16])),
                new Case(
                        "a descriptor with two bytes more",
                        ZIP_STRUCTURE,
                        good().described(true).with(e -> e.descriptor = Arrays.copyOf(e.descriptor, 18))),
                new Case(
                        "a ZIP64 descriptor",
                        ZIP_STRUCTURE,
                        good().described(true).with(e -> e.descriptor = Arrays.copyOf(e.descriptor, 24))),
                new Case(
                        "sixteen descriptor bytes without signature",
                        ZIP_STRUCTURE,
                        good().described(false).with(e -> e.descriptor = Arrays.copyOf(e.descriptor, 16))));
    }

    private static CraftedZip hiddenEntry() {
        byte[] hidden =
                "PK\3\4\24\0\0\0\0\0    \0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0h".getBytes(StandardCharsets.ISO_8859_1);
        return good().with(e -> e.before = hidden);
    }

    private static String innerEntry() {
        return "PK\3\4\24\0\0\0\0\0    \0\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0bx";
    }

    static Stream<Case> headers() {
        return Stream.of(
                new Case("another local version", ZIP_STRUCTURE, good().local(LOCAL_VERSION, 2, 10)),
                new Case("another local flag", ZIP_STRUCTURE, good().local(LOCAL_FLAGS, 2, 1 << 11)),
                new Case("a descriptor only locally", ZIP_STRUCTURE, good().local(LOCAL_FLAGS, 2, 8)),
                new Case("another local method", ZIP_STRUCTURE, good().local(LOCAL_METHOD, 2, 0)),
                new Case("another local time", ZIP_STRUCTURE, good().local(LOCAL_TIME, 2, 7)),
                new Case("another local date", ZIP_STRUCTURE, good().local(LOCAL_DATE, 2, 7)),
                new Case(
                        "another local name",
                        ZIP_STRUCTURE,
                        good().with(e -> e.localName = "pages/c.js".getBytes(StandardCharsets.US_ASCII))),
                new Case(
                        "another local name in another case",
                        ZIP_STRUCTURE,
                        good().with(e -> e.localName = "Pages/b.js".getBytes(StandardCharsets.US_ASCII))),
                new Case(
                        "a longer local name",
                        ZIP_STRUCTURE,
                        good().with(e -> e.localName = "pages/b.jsx".getBytes(StandardCharsets.US_ASCII))),
                new Case(
                        "a harmless central name before a hostile local one",
                        ZIP_STRUCTURE,
                        good().with(e -> e.localName = "../b/../b.".getBytes(StandardCharsets.US_ASCII))),
                new Case("another local CRC", ZIP_STRUCTURE, good().local(LOCAL_CRC, 4, 7)),
                new Case("no local CRC", ZIP_STRUCTURE, good().local(LOCAL_CRC, 4, 0)),
                new Case("another local packed size", ZIP_STRUCTURE, good().local(LOCAL_PACKED, 4, 7)),
                new Case("another local size", ZIP_STRUCTURE, good().local(LOCAL_SIZE, 4, 7)),
                new Case(
                        "another local size though it follows",
                        ZIP_STRUCTURE,
                        good().described(true).local(LOCAL_SIZE, 4, 7)),
                new Case(
                        "another local CRC though it follows",
                        ZIP_STRUCTURE,
                        good().described(true).local(LOCAL_CRC, 4, 7)));
    }

    static Stream<Case> sums() {
        return Stream.of(
                new Case(
                        "another CRC in the descriptor",
                        ZIP_STRUCTURE,
                        good().described(true).with(e -> e.descriptor[4] ^= 1)),
                new Case(
                        "another packed size in the descriptor",
                        ZIP_STRUCTURE,
                        good().described(true).with(e -> e.descriptor[8] ^= 1)),
                new Case(
                        "another size in the descriptor",
                        ZIP_STRUCTURE,
                        good().described(true).with(e -> e.descriptor[12] ^= 1)),
                new Case(
                        "another signature on the descriptor",
                        ZIP_STRUCTURE,
                        good().described(true).with(e -> e.descriptor[0] ^= 1)),
                new Case(
                        "another CRC in the bare descriptor",
                        ZIP_STRUCTURE,
                        good().described(false).with(e -> e.descriptor[0] ^= 1)),
                new Case(
                        "another size in the bare descriptor",
                        ZIP_STRUCTURE,
                        good().described(false).with(e -> e.descriptor[8] ^= 1)),
                new Case(
                        "a bare descriptor that begins like a signed one",
                        ZIP_STRUCTURE,
                        new CraftedZip()
                                .stored("a", "x")
                                .with(e -> e.crc = 0x08074b50)
                                .described(false)));
    }

    static Stream<Case> contents() {
        byte[] content = "content".repeat(20).getBytes(StandardCharsets.US_ASCII);
        byte[] packed = deflate(content);
        byte[] longer = Arrays.copyOf(packed, packed.length + 3);
        byte[] cut = Arrays.copyOf(packed, packed.length - 2);
        byte[] dictionary = {0x05, (byte) 0xff};
        return Stream.of(
                new Case("another CRC", ZIP_STRUCTURE, good().both(LOCAL_CRC, CRC, 4, 7)),
                new Case(
                        "another CRC of a stored file",
                        ZIP_STRUCTURE,
                        new CraftedZip().stored("a", "x").both(LOCAL_CRC, CRC, 4, 7)),
                new Case(
                        "a CRC for an empty file",
                        ZIP_STRUCTURE,
                        new CraftedZip().stored("a", "").both(LOCAL_CRC, CRC, 4, 7)),
                new Case("a size too small", ZIP_STRUCTURE, good().both(LOCAL_SIZE, SIZE, 4, 59)),
                new Case("a size too large", ZIP_STRUCTURE, good().both(LOCAL_SIZE, SIZE, 4, 61)),
                new Case("a size of nothing", ZIP_STRUCTURE, good().both(LOCAL_SIZE, SIZE, 4, 0)),
                new Case(
                        "bytes behind the deflate data",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", content).with(e -> e.packed = longer)),
                new Case(
                        "deflate data cut off",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", content).with(e -> e.packed = cut)),
                new Case(
                        "no deflate data",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", content).with(e -> e.packed = new byte[0])),
                new Case(
                        "no deflate data for an empty file",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", "").with(e -> e.packed = new byte[0])),
                new Case(
                        "bytes that are no deflate data",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", content).with(e -> Arrays.fill(e.packed, (byte) 0xff))),
                new Case(
                        "a reserved block type",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", content).with(e -> e.packed[0] |= 6)),
                new Case(
                        "deflate data that ends in a distance too far back",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a", content).with(e -> e.packed = dictionary)),
                new Case(
                        "zlib data instead of deflate data",
                        ZIP_STRUCTURE,
                        new CraftedZip()
                                .file("a", content)
                                .with(e -> e.packed = ("x\u009c" + new String(packed, StandardCharsets.ISO_8859_1))
                                        .getBytes(StandardCharsets.ISO_8859_1))),
                new Case(
                        "a stored file with two sizes",
                        ZIP_STRUCTURE,
                        new CraftedZip().stored("a", "xx").both(LOCAL_SIZE, SIZE, 4, 1)),
                new Case(
                        "a directory with content",
                        ZIP_STRUCTURE,
                        new CraftedZip().directory("a/").with(e -> {
                            e.packed = new byte[] {1};
                            e.size = 1;
                        })),
                new Case(
                        "a directory with packed content",
                        ZIP_STRUCTURE,
                        new CraftedZip().file("a/", content).with(e -> e.attributes = 0)));
    }

    static Stream<Case> kinds() {
        Stream<Case> flags = IntStream.of(0, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15)
                .mapToObj(bit ->
                        new Case("flag bit " + bit, ZIP_STRUCTURE, good().both(LOCAL_FLAGS, FLAGS, 2, 1 << bit)));
        Stream<Case> methods = IntStream.of(1, 6, 9, 10, 12, 14, 93, 95, 98, 99)
                .mapToObj(method ->
                        new Case("method " + method, ZIP_STRUCTURE, good().both(LOCAL_METHOD, METHOD, 2, method)));
        Stream<Case> types = IntStream.of(0010644, 0020644, 0060644, 0120777, 0140755, 0160000)
                .mapToObj(mode -> new Case(
                        "mode " + Integer.toOctalString(mode),
                        ZIP_STRUCTURE,
                        good().with(e -> e.attributes = mode << 16)));
        Stream<Case> others = Stream.of(
                new Case(
                        "a file that runs as its owner", ZIP_STRUCTURE, good().with(e -> e.attributes = 0104755 << 16)),
                new Case(
                        "a file that runs as its group", ZIP_STRUCTURE, good().with(e -> e.attributes = 0102755 << 16)),
                new Case("a link made on macOS", ZIP_STRUCTURE, good().with(e -> {
                    e.attributes = 0120777 << 16;
                    e.madeBy = 19 << 8;
                })),
                new Case("a link that claims to be made on DOS", ZIP_STRUCTURE, good().with(e -> {
                    e.attributes = 0120777 << 16;
                    e.madeBy = 0;
                })),
                new Case(
                        "a link with a directory's name",
                        ZIP_STRUCTURE,
                        good().directory("d/").with(e -> e.attributes = 0120777 << 16)),
                new Case("a directory by its mode only", ZIP_STRUCTURE, good().with(e -> e.attributes = 040755 << 16)),
                new Case(
                        "a directory by its DOS attribute only", ZIP_STRUCTURE, good().with(e -> e.attributes |= 0x10)),
                new Case(
                        "a directory that is a regular file by its mode",
                        ZIP_STRUCTURE,
                        good().directory("d/").with(e -> e.attributes = 0100644 << 16)),
                new Case("a volume label", ZIP_STRUCTURE, good().with(e -> e.attributes = 8)),
                new Case("version 4.5", ZIP_STRUCTURE, good().with(e -> e.version = 45)),
                new Case("version 6.3", ZIP_STRUCTURE, good().with(e -> e.version = 63)),
                new Case("a version with a system", ZIP_STRUCTURE, good().with(e -> e.version = 3 << 8 | 20)),
                new Case("another disk", ZIP_STRUCTURE, good().central(DISK, 2, 1)),
                new Case("an entry comment", ZIP_STRUCTURE, good().with(e -> e.comment = new byte[] {'x'})),
                new Case("ZIP64 by its size", ZIP_STRUCTURE, good().both(LOCAL_SIZE, SIZE, 4, 0xffff_ffffL)),
                new Case(
                        "ZIP64 by its packed size", ZIP_STRUCTURE, good().both(LOCAL_PACKED, PACKED, 4, 0xffff_ffffL)));
        return Stream.of(flags, methods, types, others).flatMap(cases -> cases);
    }

    static Stream<Case> extras() {
        byte[] otherName = extra(0x7075, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) '.', (byte) '.');
        return Stream.of(
                new Case(
                        "a ZIP64 field in the central header",
                        ZIP_STRUCTURE,
                        good().with(e -> e.centralExtra = extra(1, new byte[16]))),
                new Case(
                        "a ZIP64 field in the local header",
                        ZIP_STRUCTURE,
                        good().with(e -> e.localExtra = extra(1, new byte[16]))),
                new Case(
                        "a field longer than its place",
                        ZIP_STRUCTURE,
                        good().with(e -> e.centralExtra = new byte[] {0x55, 0x54, 9, 0, 1})),
                new Case("three bytes of a field", ZIP_STRUCTURE, good().with(e -> e.centralExtra = new byte[3])),
                new Case(
                        "a local field longer than its place",
                        ZIP_STRUCTURE,
                        good().with(e -> e.localExtra = new byte[] {0x55, 0x54, 9, 0, 1})),
                new Case(
                        "strong encryption",
                        ZIP_STRUCTURE,
                        good().with(e -> e.centralExtra = extra(0x17, new byte[8]))),
                new Case(
                        "a field twice",
                        ZIP_STRUCTURE,
                        good().with(e -> e.centralExtra = new byte[] {0x55, 0x54, 1, 0, 0, 0x55, 0x54, 1, 0, 0})),
                new Case("AES", ZIP_STRUCTURE, good().with(e -> e.centralExtra = extra(0x9901, new byte[7]))),
                new Case(
                        "a link in an ASi field",
                        ZIP_STRUCTURE,
                        good().with(e -> e.centralExtra = extra(0x756e, new byte[14]))),
                new Case(
                        "a link in a PKWARE Unix field",
                        ZIP_STRUCTURE,
                        good().with(e -> e.centralExtra = extra(0x0d, new byte[14]))),
                new Case("a second name", UNSAFE_PATH, good().with(e -> e.centralExtra = otherName)),
                new Case("a second name in the local header", UNSAFE_PATH, good().with(e -> e.localExtra = otherName)),
                new Case("a second name of nothing", UNSAFE_PATH, good().with(e -> e.centralExtra = extra(0x7075))));
    }

    static Stream<Case> names() {
        return Stream.of(
                        "/",
                        "/etc/passwd",
                        "//server/share",
                        "..",
                        "../x",
                        "a/../x",
                        "a/..",
                        "../",
                        "./x",
                        ".",
                        "./",
                        "a/./x",
                        "a//x",
                        "a//",
                        "//",
                        "C:/x",
                        "C:x",
                        "\\x",
                        "..\\x",
                        "a\\..\\x",
                        "a/x.",
                        "a/x ",
                        "a./x",
                        "a /x",
                        "...",
                        ".. /x",
                        " ",
                        "a\0",
                        "a\0.js",
                        "a\nb",
                        "a\rb",
                        "a\tb",
                        "a\u001bb",
                        "a\u007fb",
                        "a<b",
                        "a>b",
                        "a\"b",
                        "a|b",
                        "a?b",
                        "a*b",
                        "a:b",
                        "CON",
                        "con.txt",
                        "pages/AUX",
                        "prn .js",
                        "LPT1.js",
                        "COM\u00b9",
                        "conin$",
                        "%2e%2e/x",
                        "a%2Fb",
                        "a%5cb",
                        "a%00b",
                        "a%252fb",
                        "x.js:stream",
                        "<script>alert(1)</script>")
                .map(name -> new Case("name " + printable(name), UNSAFE_PATH, named(name)));
    }

    static Stream<Case> unicode() {
        Stream<Case> characters = Stream.of(
                        "a\u202egnp.js",
                        "a\u202ab",
                        "a\u2066b",
                        "a\u2069b",
                        "a\u200eb",
                        "a\u061cb",
                        "a\u200bb",
                        "a\u200db",
                        "a\ufeffb",
                        "a\u00adb",
                        "a\u0085b",
                        "a\u115f",
                        "a\u3164",
                        "a\ufe00",
                        "a\uff0fb",
                        "\uff0e\uff0e/x",
                        "\u2025/x",
                        "a\uff3cb",
                        "a\u2028b",
                        "a\u2029b",
                        "a\uffffb",
                        "a\u0378b",
                        "\udb40\udc41",
                        "e\u0301",
                        "\u1100\u1161",
                        "\u212b",
                        "\u2126",
                        "a\u0323\u0307".replace("a", "s\u0307"))
                .map(name -> new Case("name " + printable(name), UNSAFE_PATH, named(name)));
        Stream<Case> bytes = Stream.of(
                        new int[] {0xff},
                        new int[] {0xc0, 0xaf},
                        new int[] {0xe0, 0x80, 0xaf},
                        new int[] {0xc0, 0xae, 0xc0, 0xae, '/'},
                        new int[] {0xed, 0xa0, 0x80},
                        new int[] {0xf4, 0x90, 0x80, 0x80},
                        new int[] {'a', 0xe4},
                        new int[] {0x81, 0x82})
                .map(name ->
                        new Case("name of bytes " + Arrays.toString(name), UNSAFE_PATH, good().named(toBytes(name))));
        return Stream.of(characters, bytes, Stream.of(new Case("no name", UNSAFE_PATH, good().named(new byte[0]))))
                .flatMap(cases -> cases);
    }

    static Stream<Case> clashes() {
        return Stream.of(
                new Case("the same name twice", UNSAFE_PATH, good().file("a.js", "x")),
                new Case("the same directory twice", UNSAFE_PATH, good().directory("pages/")),
                new Case("the same name in another case", UNSAFE_PATH, good().file("A.JS", "x")),
                new Case(
                        "the same umlaut in another case",
                        UNSAFE_PATH,
                        good().file("\u00e4", "x").file("\u00c4", "x")),
                new Case(
                        "sharp s and double s",
                        UNSAFE_PATH,
                        good().file("stra\u00dfe", "x").file("STRASSE", "x")),
                new Case(
                        "both lower sigmas",
                        UNSAFE_PATH,
                        good().file("\u03c2", "x").file("\u03c3", "x")),
                new Case(
                        "a capital sharp s",
                        UNSAFE_PATH,
                        good().file("\u1e9e", "x").file("\u00df", "x")),
                new Case("the long s", UNSAFE_PATH, good().file("\u017f", "x").file("s", "x")),
                new Case(
                        "a file that is a directory entry",
                        UNSAFE_PATH,
                        good().file("d", "x").directory("d/")),
                new Case(
                        "a file that is a directory by another's name",
                        UNSAFE_PATH,
                        good().file("d", "x").file("d/e", "x")),
                new Case(
                        "a file that is a directory deep below",
                        UNSAFE_PATH,
                        good().file("d/e/f/g", "x").file("d/e", "x")),
                new Case(
                        "a file that is a directory in another case",
                        UNSAFE_PATH,
                        good().file("D", "x").file("d/e", "x")),
                new Case(
                        "a file among names that sort between",
                        UNSAFE_PATH,
                        good().file("d", "x").file("d-e", "x").file("d.e", "x").file("d/e", "x")),
                new Case("a directory in two cases", UNSAFE_PATH, good().file("PAGES/c.js", "x")));
    }

    static Stream<Case> limits() {
        CraftedZip many = new CraftedZip();
        for (int i = 0; i < 40; i++) many.zeros("z" + i, 1 << 20);
        return Stream.of(
                new Case("ten million zeros", LIMITS, good().zeros("z", 10_000_000)),
                new Case("a stated size of two gigabytes", LIMITS, good().both(LOCAL_SIZE, SIZE, 4, 0x8000_0000L)),
                new Case("a stated size just below ZIP64", LIMITS, good().both(LOCAL_SIZE, SIZE, 4, 0xffff_fffeL)),
                new Case("many small bombs", LIMITS, many),
                new Case(
                        "a name of 513 bytes", LIMITS, named("a/".repeat(6) + "b".repeat(250) + "/" + "c".repeat(250))),
                new Case("a name of 65535 bytes", LIMITS, named("n".repeat(65_535))),
                new Case("a segment of 256 bytes", LIMITS, named("s".repeat(256))),
                new Case("33 segments", LIMITS, named("d/".repeat(32) + "f")),
                new Case("33 directories", LIMITS, named("d/".repeat(33))));
    }

    private static CraftedZip named(String name) {
        return good().named(name.getBytes(StandardCharsets.UTF_8)).with(e -> {
            e.flags |= 1 << 11;
            if (name.endsWith("/")) {
                e.attributes = 040755 << 16;
                e.size = 0;
                e.crc = 0;
                e.method = 0;
                e.packed = new byte[0];
            }
        });
    }

    private static byte[] toBytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    private static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.chars()
                .forEach(c -> text.append(c > 0x20 && c < 0x7f ? "" + (char) c : "{" + Integer.toHexString(c) + "}"));
        return text.toString();
    }
}
