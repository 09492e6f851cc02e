package dev.patchbay.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps the home folder for this process alone from before anything is opened in it until all is closed, and refuses one
 * that nothing could be kept in. The operating system gives the lock back also when the process is killed.
 */
@Component
class HomeLock implements DisposableBean {
    private static final String NAME = "lock";
    private static final long LEAST_ROOM = 1 << 20;

    private final FileChannel channel;

    /**
     * @throws StartRefused when another process has the folder, it cannot be written, or what it held was moved elsewhere
     */
    @Autowired
    HomeLock(PatchbayHome settings) {
        this(settings, true);
    }

    /** For who carries an installation: it may have been carried before. */
    static HomeLock alsoOfMoved(PatchbayHome settings) {
        return new HomeLock(settings, false);
    }

    private HomeLock(PatchbayHome settings, boolean serves) {
        Path home = settings.home();
        try {
            this.channel = open(home);
        } catch (IOException e) {
            throw new StartRefused(why(home, e), e);
        }
        try {
            take(home);
            if (serves) MoveNote.refuseMoved(home);
            requireRoom(home);
            probe(settings);
        } catch (RuntimeException e) {
            destroy();
            throw e;
        }
    }

    private static FileChannel open(Path home) throws IOException {
        if (Files.exists(home) && !Files.isDirectory(home)) {
            throw new StartRefused(home + " is a file and no folder; set patchbay.home to a folder.");
        }
        Files.createDirectories(home);
        return FileChannel.open(home.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void take(Path home) {
        StartRefused taken = new StartRefused(
                "Another Patchbay is running on " + home + "; stop that one, or set patchbay.home to another folder.");
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) throw taken;
        } catch (OverlappingFileLockException e) {
            throw taken;
        } catch (IOException e) {
            throw new StartRefused(why(home, e), e);
        }
    }

    private static void requireRoom(Path home) {
        try {
            if (Files.getFileStore(home).getUsableSpace() < LEAST_ROOM) {
                throw new StartRefused("There is no space left on the disk of " + home
                        + "; free some, the database needs at least 1 MB to start.");
            }
        } catch (IOException e) {
            throw new StartRefused(why(home, e), e);
        }
    }

    /** Each folder below is asked, since each may have rights of its own. */
    private static void probe(PatchbayHome home) {
        for (Path folder : new Path[] {home.blobs(), home.database(), home.temp()}) {
            try {
                Files.delete(Files.createTempFile(folder, "probe-", ".part"));
            } catch (IOException e) {
                throw new StartRefused(why(folder, e), e);
            }
        }
    }

    static String why(Path folder, IOException e) {
        return StorageTrouble.in(e)
                .map(trouble -> switch (trouble) {
                    case FULL -> "There is no space left on the disk of " + folder + "; free some.";
                    case READ_ONLY ->
                        "The file system of " + folder + " is read-only; mount it writable, or set"
                                + " patchbay.home to another folder.";
                    case TOO_MANY_FILES -> "This process may open no more files; raise its limit (ulimit -n).";
                    case FAILED ->
                        "The disk of " + folder + " failed (input/output error); the system's log says more.";
                })
                .orElse("The folder " + folder + " cannot be written by this user; check patchbay.home and its"
                        + " permissions.");
    }

    @Override
    public void destroy() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot give the home folder back", e);
        }
    }
}
