package dev.patchbay.pack;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a folder as an eros package that depends on nothing but the files' names and contents and on what is said about
 * them: sorted, with fixed times, without directory entries.
 */
public final class Packer {
    /** What desktops and version control leave in folders; no app asks for it. */
    private static final Set<String> LEFT_OUT =
            Set.of(".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".svn", ".hg", "__MACOSX");

    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** How contents lie in the zip. */
    public enum Method {
        STORED,
        /** Their bytes then also depend on the zlib that Java uses. */
        DEFLATED
    }

    private final Method method;

    public Packer(Method method) {
        this.method = method;
    }

    /**
     * Lists a folder's files as the stock packager does: the md5 of each as Node reads it, as text.
     *
     * @return by the names that they will have in the zip, sorted by their UTF-8 bytes; md5.json is not among them
     * @throws FileSystemException for a link, or for anything else that is neither a file nor a folder
     */
    private static TreeMap<String, Path> filesOf(Path folder) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>(
                Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        try (Stream<Path> all = Files.walk(folder, new FileVisitOption[0])) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path inside = folder.relativize(file);
                if (isLeftOut(inside) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) continue;
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new FileSystemException(
                            file.toString(), null, "is a link or no file; put a copy in its place");
                }
                String name = name(inside);
                if (name.equals(Manifest.NAME)) continue;
                if (files.put(name, file) != null) {
                    throw new FileSystemException(
                            file.toString(), null, "has the same name as another file in the zip");
                }
            }
        }
        return files;
    }

    private static boolean isLeftOut(Path inside) {
        for (Path segment : inside) if (LEFT_OUT.contains(segment.toString())) return true;
        return false;
    }

    /** Composed (NFC), as no two systems understand it differently; macOS hands out decomposed names. */
    private static String name(Path inside) {
        StringBuilder name = new StringBuilder();
        for (Path segment : inside) name.append(name.isEmpty() ? "" : "/").append(segment);
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /**
     * Packs a folder. The result is not judged; {@link PackageInspector} does that.
     *
     * @param label what md5.json shall say beside the files
     * @param out is created or overwritten
     * @return the package's jsVersion
     * @throws FileSystemException when the folder holds no file, or something that cannot be packed
     */
    public JsVersion pack(Path folder, ManifestLabel label, Path out) throws IOException {
        TreeMap<String, Path> files = filesOf(folder);
        if (files.isEmpty()) throw new FileSystemException(folder.toString(), null, "holds no file to pack");
        List<Manifest.ListedFile> listed = new ArrayList<>();
        for (var file : files.entrySet()) {
            try (InputStream content = Files.newInputStream(file.getValue())) {
                String md5 =
                        NodeText.digest(content, NodeText.Decoder.SINCE_NODE_10).md5();
                listed.add(new Manifest.ListedFile('/' + file.getKey(), md5));
            }
        }
        JsVersion jsVersion =
                JsVersion.ofListed(listed.stream().map(Manifest.ListedFile::md5).toList());
        byte[] manifest = label.json(listed, jsVersion).getBytes(StandardCharsets.UTF_8);
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(out), 1 << 16)) {
            if (method == Method.STORED) store(files, manifest, to);
            else deflate(files, manifest, to);
        }
        return jsVersion;
    }

    private static void store(TreeMap<String, Path> files, byte[] manifest, OutputStream to) throws IOException {
        try (StoredZipWriter zip = new StoredZipWriter(to)) {
            CRC32 crc = new CRC32();
            crc.update(manifest);
            zip.store(Manifest.NAME, manifest.length, crc.getValue(), new ByteArrayInputStream(manifest));
            for (var file : files.entrySet()) {
                long crc32 = crc32(file.getValue());
                try (InputStream content = Files.newInputStream(file.getValue())) {
                    zip.store(file.getKey(), Files.size(file.getValue()), crc32, content);
                }
            }
        }
    }

    private static long crc32(Path file) throws IOException {
        try (CheckedInputStream content = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            content.transferTo(OutputStream.nullOutputStream());
            return content.getChecksum().getValue();
        }
    }

    private static void deflate(TreeMap<String, Path> files, byte[] manifest, OutputStream to) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8)) {
            zip.setLevel(9);
            zip.putNextEntry(entry(Manifest.NAME));
            zip.write(manifest);
            for (var file : files.entrySet()) {
                zip.putNextEntry(entry(file.getKey()));
                Files.copy(file.getValue(), zip);
            }
        }
    }

    /** A local time: a zone would come in otherwise. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }
}
