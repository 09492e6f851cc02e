package dev.patchbay.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes a file whole or not at all: under another name beside its place, from where it is moved when it is complete. */
final class NewFile {
    private NewFile() {}

    /** What fills the file. */
    @FunctionalInterface
    interface Filler {
        void fill(Path unfinished) throws IOException;
    }

    /** What writes the file's bytes. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path target, Writer writer) throws IOException {
        fill(target, unfinished -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                writer.writeTo(out);
            }
        });
    }

    /**
     * @param target is replaced when it is there
     * @throws IOException also when the target is a folder or has none; whatever was there stays as it was
     */
    static void fill(Path target, Filler filler) throws IOException {
        Path place = target.toAbsolutePath();
        Path folder = place.getParent();
        if (folder == null || Files.isDirectory(place)) {
            throw new FileSystemException(target.toString(), null, "is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new FileSystemException(folder.toString(), null, "is no folder; make it first");
        }
        Path unfinished = folder.resolve(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
        unfinished.toFile().deleteOnExit();
        try {
            filler.fill(unfinished);
            force(unfinished);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** To all but its owner, before there is anything in it. */
    static void close(Path unfinished) throws IOException {
        if (Files.getFileAttributeView(unfinished, PosixFileAttributeView.class) == null) return;
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
