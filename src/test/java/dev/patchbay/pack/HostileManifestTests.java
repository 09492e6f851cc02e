package dev.patchbay.pack;

import static dev.patchbay.pack.RefusedPackage.Kind.MANIFEST_INVALID;
import static dev.patchbay.pack.RefusedPackage.Kind.MANIFEST_MISMATCH;
import static dev.patchbay.pack.RefusedPackage.Kind.ZIP_STRUCTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good zips with an md5.json that is not what it must be, or does not speak of this zip. */
class HostileManifestTests {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String INDEX = "{\"page\":\"/pages/index.js\",\"md5\":\"c4ca4238a0b923820dcc509a6f75849b\"}";
    private static final String LOGO = "{\"page\":\"/logo\",\"md5\":\"c81e728d9d4c2f636f067f89cc14862c\"}";

    @TempDir
    private Path folder;

    record Case(String what, RefusedPackage.Kind kind, byte[] json) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Case invalid(String what, UnaryOperator<CraftedManifest> change) {
        return new Case(what, MANIFEST_INVALID, bytes(change));
    }

    private static Case mismatch(String what, UnaryOperator<CraftedManifest> change) {
        return new Case(what, MANIFEST_MISMATCH, bytes(change));
    }

    private static Case text(String json) {
        String what = json.length() > 40 ? json.substring(0, 40) : json;
        return new Case("text " + what, MANIFEST_INVALID, json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(UnaryOperator<CraftedManifest> change) {
        return change.apply(CraftedManifest.of(files().listed())).json().getBytes(StandardCharsets.UTF_8);
    }

    /** The contents are 1 and 2, so that their md5s are easily told. */
    static CraftedZip files() {
        return new CraftedZip().directory("pages/").file("pages/index.js", "1").file("logo", "2");
    }

    private Inspection inspect(CraftedZip zip) throws Exception {
        return new PackageInspector(Clock.fixed(NOW, ZoneOffset.UTC), ZipLimits.STANDARD).inspect(zip.in(folder));
    }

    @ParameterizedTest
    @MethodSource({"texts", "encodings", "fields", "lists", "contents"})
    void refuses(Case hostile) {
        RefusedPackage refused =
                catchThrowableOfType(RefusedPackage.class, () -> inspect(files().file("md5.json", hostile.json)));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(hostile.kind);
        assertThat(refused.getMessage())
                .matches("[\\x20-\\x7e]{1,300}")
                .doesNotContain("<")
                .doesNotContain("evil");
    }

    @Test
    void theManifestThatIsMadeHostileIsGoodBefore() throws Exception {
        assertThat(inspect(files().file("md5.json", bytes(manifest -> manifest))))
                .isInstanceOf(Inspection.ErosPackage.class);
    }

    @Test
    void theZipIsJudgedFirst() {
        CraftedZip zip =
                files().file("md5.json", "no JSON").file("bad", "x").both(CraftedZip.LOCAL_CRC, CraftedZip.CRC, 4, 7);
        RefusedPackage refused = catchThrowableOfType(RefusedPackage.class, () -> inspect(zip));
        assertThat(refused.kind()).isEqualTo(ZIP_STRUCTURE);
    }

    @Test
    void anEmptyPackageListsNoFiles() {
        CraftedZip zip =
                new CraftedZip().file("md5.json", CraftedManifest.of(List.of()).json());
        RefusedPackage refused = catchThrowableOfType(RefusedPackage.class, () -> inspect(zip));
        assertThat(refused.kind()).isEqualTo(MANIFEST_INVALID);
        assertThat(refused).hasMessage("md5.json lists no files");
    }

    static Stream<Case> texts() {
        Stream<Case> wholes = Stream.of(
                        "",
                        " ",
                        "null",
                        "1",
                        "\"x\"",
                        "[]",
                        "{}",
                        "{",
                        "{\"",
                        "{\"appName\"",
                        "{\"appName\":",
                        "{]",
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000),
                        "evil",
                        "{'appName':'demo'}",
                        "{appName:\"demo\"}",
                        "<evil>",
                        "{\"a\":\"\u0001\"}")
                .map(HostileManifestTests::text);
        Stream<Case> changed = Stream.of(
                invalid("a second object", manifest -> manifest.with("}\n", "}{}")),
                invalid("a token behind the object", manifest -> manifest.with("}\n", "}1")),
                invalid("evil words behind the object", manifest -> manifest.with("}\n", "}\nevil")),
                invalid("a brace too many", manifest -> manifest.with("}\n", "}}")),
                invalid("a comma too many", manifest -> manifest.with("}\n", ",}\n")),
                invalid("a comma too many in the list", manifest -> manifest.with("],", ",],")),
                invalid("a comment", manifest -> manifest.and("/*evil*/\"x\":1")),
                invalid("a NUL", manifest -> manifest.with("}\n", "}\0")),
                invalid("not a number", manifest -> manifest.and("\"x\":NaN")),
                invalid("half a surrogate pair", manifest -> manifest.and("\"x\":\"\\ud800\"")),
                invalid("half a surrogate pair deep inside", manifest -> manifest.and("\"x\":[{\"y\":\"\\udc00x\"}]")),
                invalid("half a surrogate pair in a name", manifest -> manifest.and("\"\\udc00\":1")),
                invalid(
                        "half a surrogate pair in a file",
                        manifest -> manifest.with("\"page\":\"/logo\"", "\"page\":\"/logo\",\"x\":\"\\ud83d\"")),
                invalid("a number beyond a double", manifest -> manifest.and("\"x\":1e400")),
                invalid("a leading zero", manifest -> manifest.and("\"x\":01")),
                invalid("a raw line break in a string", manifest -> manifest.and("\"x\":\"\n\"")),
                invalid("an unknown escape", manifest -> manifest.and("\"x\":\"\\x\"")),
                invalid("a member twice", manifest -> manifest.and("\"appName\":\"evil\"")),
                invalid("a member twice, once escaped", manifest -> manifest.and("\"app\\u004eame\":\"evil\"")),
                invalid("an unknown member twice", manifest -> manifest.and("\"x\":1,\"x\":1")),
                invalid("a member twice deep in an unknown one", manifest -> manifest.and("\"x\":[{\"y\":1,\"y\":1}]")),
                invalid(
                        "a member twice in a file",
                        manifest -> manifest.with("\"page\":\"/logo\"", "\"page\":\"/logo\",\"page\":\"/evil\"")),
                invalid(
                        "an unknown member nested deeply",
                        manifest -> manifest.and("\"x\":" + "[".repeat(16) + "]".repeat(16))),
                invalid("a long member name", manifest -> manifest.and("\"" + "x".repeat(60_000) + "\":1")),
                invalid("a long string", manifest -> manifest.with("demo", "evil".repeat(50_000))),
                invalid("a long number", manifest -> manifest.and("\"x\":" + "9".repeat(50_000))),
                invalid("half a million members", manifest -> manifest.and("\"x\":[" + "1,".repeat(500_000) + "1]")),
                invalid("more than four megabytes", manifest -> manifest.and("\"x\":[" + numbers(4 << 20) + "1]")));
        return Stream.concat(wholes, changed);
    }

    /** Not so repetitive as to be a bomb. */
    private static String numbers(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++)
            text.append(i * 0x9e3779b9L).append(',');
        return text.toString();
    }

    static Stream<Case> encodings() {
        String json = CraftedManifest.of(files().listed()).json();
        byte[] invalid = json.replace("demo", "d\u00ffmo").getBytes(StandardCharsets.ISO_8859_1);
        byte[] surrogate = json.replace("demo", "d\u00ed\u00a0\u0080mo").getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = json.replace("demo", "d\u00c1\u00a1mo").getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                new Case("a byte order mark", MANIFEST_INVALID, ("\ufeff" + json).getBytes(StandardCharsets.UTF_8)),
                new Case("UTF-16 big-endian", MANIFEST_INVALID, json.getBytes(StandardCharsets.UTF_16BE)),
                new Case("UTF-16 little-endian", MANIFEST_INVALID, json.getBytes(StandardCharsets.UTF_16LE)),
                new Case("UTF-16 with a mark", MANIFEST_INVALID, json.getBytes(StandardCharsets.UTF_16)),
                new Case("UTF-32", MANIFEST_INVALID, json.getBytes(Charset.forName("UTF-32BE"))),
                new Case("Latin-1", MANIFEST_INVALID, invalid),
                new Case("an encoded surrogate", MANIFEST_INVALID, surrogate),
                new Case("an overlong form", MANIFEST_INVALID, overlong));
    }

    static Stream<Case> fields() {
        Stream<Case> missing = Stream.of("\"filesMd5\":", "\"appName\":", "\"jsVersion\":", "\"timestamp\":")
                .map(name -> invalid("no " + name, manifest -> manifest.with(name, "\"was\":")));
        Stream<Case> names = Stream.of(
                        "\"\"",
                        "\".demo\"",
                        "\"-demo\"",
                        "\"de mo\"",
                        "\"de/mo\"",
                        "\"..\"",
                        "\"d\u00e9mo\"",
                        "\"demo\\n\"",
                        "\"demo\\u0000\"",
                        "\"" + "d".repeat(65) + "\"",
                        "\"<evil>\"",
                        "1",
                        "true",
                        "null",
                        "[]",
                        "{\"x\":\"demo\"}")
                .map(name -> invalid("appName " + name, manifest -> manifest.with("\"demo\"", name)));
        Stream<Case> versions = Stream.of(
                        "\"1.0.0.0.0\"",
                        "\"v1\"",
                        "\"1.\"",
                        "\"1..0\"",
                        "\" 1.0\"",
                        "\"1.0-\"",
                        "\"1234567890\"",
                        "\"evil\"",
                        "\"" + "1".repeat(200) + "\"",
                        "1",
                        "1.0",
                        "null",
                        "[\"1.0.0\"]")
                .flatMap(version -> Stream.of(
                        invalid("android " + version, manifest -> manifest.with("\"1.0.0\"", version)),
                        invalid("iOS " + version, manifest -> manifest.with("\"1.0.1\"", version))));
        Stream<Case> jsVersions = Stream.of(
                        "\"\"", "\"evil\"", "null", "12", "\"" + "A".repeat(32) + "\"", "\"" + "a".repeat(33) + "\"")
                .map(version ->
                        invalid("jsVersion " + version, manifest -> manifest.with("\"" + jsVersion() + "\"", version)));
        Stream<Case> timestamps = Stream.of(
                        "\"1489983294137\"",
                        "-1",
                        "1489983294137.5",
                        "1.489983294137e12",
                        "1e400",
                        "null",
                        "[]",
                        "true",
                        "253402300800000",
                        "9223372036854775808",
                        "9".repeat(60),
                        Long.toString(NOW.toEpochMilli() + 86_400_001))
                .map(time -> invalid("timestamp " + time, manifest -> manifest.with("1489983294137", time)));
        Stream<Case> paths = Stream.of(
                        "1",
                        "null",
                        "\"ftp://evil/\"",
                        "\"javascript:evil\"",
                        "\"/evil\"",
                        "\"http://\"",
                        "\"http://evil/\\n\"",
                        "\"http://evil/ x\"",
                        "\"http://evil/\\\"\"",
                        "\"https://" + "x".repeat(1001) + "\"")
                .map(path -> invalid("jsPath " + path, manifest -> manifest.and("\"jsPath\":" + path)));
        Stream<Case> platforms = Stream.of(
                invalid(
                        "no platform",
                        manifest -> manifest.with("\"android\"", "\"x\"").with("\"iOS\"", "\"y\"")),
                invalid(
                        "two blank platforms",
                        manifest -> manifest.with("\"1.0.0\"", "\"\"").with("\"1.0.1\"", "\"\"")),
                invalid(
                        "another version in a file",
                        manifest -> manifest.with("{\"page\":\"/logo\"", "{\"android\":\"2.0\",\"page\":\"/logo\"")));
        return Stream.of(missing, names, versions, jsVersions, timestamps, paths, platforms)
                .flatMap(cases -> cases);
    }

    private static JsVersion jsVersion() {
        return JsVersion.ofListed(
                files().listed().stream().map(Manifest.ListedFile::md5).toList());
    }

    static Stream<Case> lists() {
        String list = "[" + INDEX + "," + LOGO + "]";
        Stream<Case> others = Stream.of(
                        "{}",
                        "\"evil\"",
                        "null",
                        "[1]",
                        "[null]",
                        "[[]]",
                        "[" + INDEX + ",\"evil\"]",
                        "[" + INDEX + ",1," + LOGO + "]")
                .map(other -> invalid("filesMd5 " + other, manifest -> manifest.with(list, other)));
        Stream<Case> pages = Stream.of("\"\"", "\"/\"", "\"logo\"", "1", "null", "[\"/logo\"]")
                .map(page -> invalid("page " + page, manifest -> manifest.with("\"/logo\"", page)));
        Stream<Case> md5s = Stream.of(
                        "\"\"",
                        "\"evil\"",
                        "1",
                        "null",
                        "\"C81E728D9D4C2F636F067F89CC14862C\"",
                        "\"c81e728d9d4c2f636f067f89cc14862\"",
                        "\"c81e728d9d4c2f636f067f89cc14862cc\"",
                        "\"c81e728d9d4c2f636f067f89cc14862\u0663\"")
                .map(md5 ->
                        invalid("md5 " + md5, manifest -> manifest.with("\"c81e728d9d4c2f636f067f89cc14862c\"", md5)));
        Stream<Case> items = Stream.of(
                invalid("a file without page", manifest -> manifest.with("\"page\":\"/logo\",", "")),
                invalid(
                        "a file without md5",
                        manifest -> manifest.with(",\"md5\":\"c81e728d9d4c2f636f067f89cc14862c\"", "")),
                invalid("an empty file object", manifest -> manifest.with(LOGO, "{}")),
                invalid("a page twice", manifest -> manifest.with(LOGO, LOGO + "," + LOGO)),
                invalid(
                        "a page twice with another md5",
                        manifest -> manifest.with(LOGO, LOGO + "," + LOGO.replace("c8", "00"))));
        return Stream.of(others, pages, md5s, items).flatMap(cases -> cases);
    }

    static Stream<Case> contents() {
        String more = INDEX.replace("/pages/index.js", "/more.js");
        return Stream.of(
                mismatch(
                        "another jsVersion",
                        manifest -> manifest.with(jsVersion().hex(), "0".repeat(32))),
                mismatch(
                        "the md5 of the zip as jsVersion",
                        manifest -> manifest.with(jsVersion().hex(), "9".repeat(32))),
                mismatch("a changed md5 under the old jsVersion", manifest -> manifest.with("c81e", "c81f")),
                listing("a text with another md5", INDEX, LOGO.replace("c81e", "c81f")),
                listing(
                        "swapped md5s",
                        INDEX.replace("/pages/index.js", "/logo"),
                        LOGO.replace("/logo", "/pages/index.js")),
                listing("a file that is not listed", INDEX),
                listing("a listed file that is not there", INDEX, LOGO, more),
                listing("a listed file with another name", INDEX, LOGO.replace("/logo", "/logo2")),
                listing("a listed file with another case", INDEX, LOGO.replace("/logo", "/Logo")),
                listing("a listed file outside of the zip", INDEX, LOGO, more.replace("/more.js", "/../x")),
                listing("a listed file with a doubled slash", INDEX, LOGO.replace("/logo", "//logo")),
                listing("a listed file with markup", INDEX, LOGO, more.replace("more", "<img>")),
                listing("a listed directory", INDEX, LOGO, more.replace("/more.js", "/pages/")),
                listing("md5.json itself", INDEX, LOGO, more.replace("/more.js", "/md5.json")));
    }

    /** A manifest that lists just these files and has the jsVersion that goes with them. */
    private static Case listing(String what, String... files) {
        List<String> md5s = Stream.of(files)
                .map(file -> file.replaceAll(".*\"md5\":\"|\"}", ""))
                .toList();
        return mismatch(
                what,
                manifest -> manifest.with("[" + INDEX + "," + LOGO + "]", "[" + String.join(",", files) + "]")
                        .with(jsVersion().hex(), JsVersion.ofListed(md5s).hex()));
    }
}
