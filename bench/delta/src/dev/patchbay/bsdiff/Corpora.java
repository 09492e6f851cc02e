package dev.patchbay.bsdiff;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes the corpora of a list: packages as an eros packager makes them (deflated, md5.json with its time), and the same
 * files stored, sorted and with fixed times. What exists already is kept.
 */
final class Corpora {
    private static final long FIRST_BUILD = 1_709_542_800_000L;
    private static final long WEEK = 7L * 24 * 3600 * 1000;

    private final Path target;
    private final Path downloads;

    Corpora(Path target) {
        this.target = target;
        this.downloads = target.resolveSibling("downloads");
    }

    void make(Path list, List<String> only) throws IOException, InterruptedException {
        String name = "";
        Map<String, List<String>> sources = new TreeMap<>();
        for (String line : Files.readAllLines(list)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith(" ")) sources.get(name).add(line.trim());
            else sources.put(name = line.trim(), new ArrayList<>());
        }
        for (Map.Entry<String, List<String>> corpus : sources.entrySet()) {
            if (only.stream().anyMatch(corpus.getKey()::contains)) make(corpus.getKey(), corpus.getValue());
        }
    }

    private void make(String name, List<String> sources) throws IOException, InterruptedException {
        int releases = sources.get(0).split(" : ")[0].trim().split(" +").length - 1;
        Path folder = Files.createDirectories(target.resolve(name));
        for (int release = 1; release <= releases; release++) {
            Path stored = folder.resolve("v" + release + ".store.zip");
            if (Files.exists(stored)) continue;
            TreeMap<String, byte[]> files = new TreeMap<>();
            for (String source : sources) collect(source, release, files);
            long time = FIRST_BUILD + (release - 1) * WEEK + release * 1_234_137L;
            files.put("md5.json", manifest(name, files, time));
            write(folder.resolve("v" + release + ".zip"), files, ZipEntry.DEFLATED, time);
            write(stored, files, ZipEntry.STORED, 315_532_800_000L);
            System.err.println("made " + stored);
        }
    }

    private void collect(String source, int release, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        String[] halves = source.split(" : |->");
        String[] versions = halves[0].trim().split(" +");
        List<PathMatcher> wanted = new ArrayList<>();
        List<PathMatcher> unwanted = new ArrayList<>();
        for (String glob : halves[1].trim().split(" +")) {
            String pattern = "glob:" + glob.replaceFirst("^!", "");
            (glob.startsWith("!") ? unwanted : wanted).add(FileSystems.getDefault().getPathMatcher(pattern));
        }
        Path tarball = download(versions[0] + "@" + versions[release]);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile()) continue;
                Path path = Path.of(entry.getName().substring(entry.getName().indexOf('/') + 1));
                if (wanted.stream().noneMatch(glob -> glob.matches(path))) continue;
                if (unwanted.stream().anyMatch(glob -> glob.matches(path))) continue;
                files.put(halves[2].trim() + "/" + path, tar.readAllBytes());
            }
        }
    }

    private Path download(String spec) throws IOException, InterruptedException {
        Path kept = Files.createDirectories(downloads).resolve(spec.replace('/', '+') + ".tgz");
        if (Files.exists(kept)) return kept;
        Path folder = Files.createTempDirectory(downloads, "npm");
        int status = new ProcessBuilder(
                        "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder.toString(), spec)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) throw new IOException("npm pack " + spec + " failed");
        try (var made = Files.list(folder)) {
            Files.move(made.findFirst().orElseThrow(), kept);
        }
        Files.delete(folder);
        return kept;
    }

    private static byte[] manifest(String app, Map<String, byte[]> files, long time) {
        List<String> sums = new ArrayList<>();
        StringBuilder entries = new StringBuilder();
        files.forEach((path, bytes) -> {
            String sum = md5(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            sums.add(sum);
            entries.append(entries.isEmpty() ? "" : ",");
            entries.append("{\"page\":\"/").append(path).append("\",\"md5\":\"").append(sum).append("\"}");
        });
        String[] sorted = sums.toArray(String[]::new);
        Arrays.sort(sorted);
        String version = md5(String.join("", sorted).getBytes(StandardCharsets.US_ASCII));
        return ("{\"filesMd5\":[" + entries + "],\"android\":\"1.0.0\",\"iOS\":\"1.0.0\",\"appName\":\"" + app
                        + "\",\"jsVersion\":\"" + version + "\",\"timestamp\":" + time + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path zip, Map<String, byte[]> files, int method, long time) throws IOException {
        try (ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(time);
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setCrc(crc.getValue());
                    entry.setSize(file.getValue().length);
                }
                target.putNextEntry(entry);
                target.write(file.getValue());
                target.closeEntry();
            }
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
