package dev.patchbay.web;

import dev.patchbay.storage.StorageTrouble;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** How a disk's refusal is answered, wherever in the server it was met. */
final class StorageProblems {
    private static final Logger log = LoggerFactory.getLogger(StorageProblems.class);

    private StorageProblems() {}

    static Optional<Problem> in(Throwable error) {
        Optional<StorageTrouble> trouble = StorageTrouble.in(error);
        trouble.ifPresent(one -> log.warn("The disk refused ({}): {}", one, error.toString()));
        return trouble.map(StorageProblems::problem);
    }

    private static Problem problem(StorageTrouble trouble) {
        return switch (trouble) {
            case FULL ->
                new Problem(
                        HttpStatus.INSUFFICIENT_STORAGE,
                        "insufficient-storage",
                        "Insufficient storage",
                        "The server's disk is full. Nothing was kept of this request; free some space and send it again.");
            case READ_ONLY ->
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "storage-read-only",
                        "Storage is read-only",
                        "The server's disk is read-only. Checks and downloads go on; mount it writable and send this"
                                + " again.");
            case TOO_MANY_FILES ->
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "Service Unavailable",
                        "The server has too many files and connections open at this moment; try again.");
            case FAILED ->
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "storage-failed",
                        "Storage failed",
                        "The server's disk failed. Nothing was kept of this request; the server's log says more.");
        };
    }
}
