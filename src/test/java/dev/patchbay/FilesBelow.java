package dev.patchbay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files in a folder of a server that is at work: what it removes meanwhile is not there, and no fault. */
public final class FilesBelow extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();

    private FilesBelow() {}

    /** Sorted. */
    public static List<Path> of(Path folder) {
        FilesBelow files = new FilesBelow();
        try {
            Files.walkFileTree(folder, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.found.stream().sorted().toList();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) found.add(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        return goOn(e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
        return e == null ? FileVisitResult.CONTINUE : goOn(e);
    }

    private static FileVisitResult goOn(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
        throw e;
    }
}
