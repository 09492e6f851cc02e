package dev.patchbay.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why the file system would not do what it was asked, as far as somebody can be told what to do about it. */
public enum StorageTrouble {
    /** No room for the bytes. */
    FULL,
    /** Nothing can be written at all. */
    READ_ONLY,
    /** The process may open no more files at this moment. */
    TOO_MANY_FILES,
    /** The device failed. */
    FAILED;

    private static final int DEEPEST = 20;

    /** Whether a file system's refusal is what an error came from; databases wrap it several times. */
    public static Optional<StorageTrouble> in(Throwable error) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Optional<StorageTrouble> trouble = of(cause);
            if (trouble.isPresent()) return trouble;
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Optional<StorageTrouble> of(Throwable cause) {
        if (cause instanceof StorageFull) return Optional.of(FULL);
        if (cause instanceof ReadOnlyFileSystemException) return Optional.of(READ_ONLY);
        return cause instanceof IOException ? said(words(cause)) : Optional.empty();
    }

    private static String words(Throwable cause) {
        // without a reason its message is the name of the file
        String said = cause instanceof FileSystemException refused ? refused.getReason() : cause.getMessage();
        return String.valueOf(said);
    }

    /** The system's own words are all that Java passes on. */
    private static Optional<StorageTrouble> said(String words) {
        if (words.contains("No space left on device")
                || words.contains("Disk quota exceeded")
                || words.contains("not enough space on the disk")) return Optional.of(FULL);
        if (words.contains("Read-only file system")) return Optional.of(READ_ONLY);
        if (words.contains("Too many open files")) return Optional.of(TOO_MANY_FILES);
        return words.contains("Input/output error") ? Optional.of(FAILED) : Optional.empty();
    }
}
