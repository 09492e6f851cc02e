package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** Packs an eros package as the stock packager does: deflated with data descriptors, md5.json with a newline at its end. */
public final class ErosZip {
    private final String appName;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private long timestamp = 1_489_983_294_137L;
    private long fileTime = 1_489_983_294_000L;
    private String claimedJsVersion = "";

    private ErosZip(String appName) {
        this.appName = appName;
    }

    /** A package for Android and iOS 1.0.0 with two pages and a font; the words are in one of the pages. */
    public static ErosZip of(String appName, String words) {
        byte[] font = new byte[6000];
        new Random(7).nextBytes(font);
        return new ErosZip(appName)
                .forVersion("android", "1.0.0")
                .forVersion("iOS", "1.0.0")
                .with("/pages/home/index.js", page("home", words))
                .with("/pages/about/index.js", page("about", "who we are"))
                .with("/iconfont/icons.ttf", font);
    }

    private static byte[] page(String name, String words) {
        String lines = new Random(name.hashCode())
                .ints(400, 0, 1 << 20)
                .mapToObj(number -> "exports.f" + number + " = function () { return '" + number * 31 + "'; };")
                .collect(Collectors.joining("\n"));
        return ("// { \"framework\": \"Vue\" }\n" + lines + "\nexports.words = '" + words + "';\n").getBytes(UTF_8);
    }

    public ErosZip with(String page, byte[] content) {
        files.put(page, content);
        return this;
    }

    /** Names no other platform than those given from here on. */
    public ErosZip forNone() {
        versions.clear();
        return this;
    }

    public ErosZip forVersion(String platform, String version) {
        versions.put(platform, version);
        return this;
    }

    public ErosZip at(long milliseconds) {
        timestamp = milliseconds;
        return this;
    }

    /** The same sources, packed at another time: same jsVersion, other bytes. */
    public ErosZip packedAgain() {
        fileTime += 60_000;
        return this;
    }

    /** Writes a jsVersion into md5.json that is not the right one. */
    public ErosZip claiming(String jsVersion) {
        claimedJsVersion = jsVersion;
        return this;
    }

    public String jsVersion() {
        return DigestUtils.md5Hex(
                files.values().stream().map(ErosZip::listedMd5).sorted().collect(Collectors.joining()));
    }

    public long timestamp() {
        return timestamp;
    }

    /** The packager reads every file as text first. */
    private static String listedMd5(byte[] content) {
        return DigestUtils.md5Hex(new String(content, UTF_8).getBytes(UTF_8));
    }

    private String manifest() {
        String listed = files.entrySet().stream()
                .map(file -> "{\"page\":\"" + file.getKey() + "\",\"md5\":\"" + listedMd5(file.getValue()) + "\"}")
                .collect(Collectors.joining(","));
        String platforms = versions.entrySet().stream()
                .map(version -> "\"" + version.getKey() + "\":\"" + version.getValue() + "\",")
                .collect(Collectors.joining());
        String jsVersion = claimedJsVersion.isEmpty() ? jsVersion() : claimedJsVersion;
        return "{\"filesMd5\":[" + listed + "]," + platforms + "\"appName\":\"" + appName + "\",\"jsVersion\":\""
                + jsVersion + "\",\"timestamp\":" + timestamp + "}\n";
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(zip, file.getKey().substring(1), file.getValue());
            }
            add(zip, "md5.json", manifest().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(fileTime);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
