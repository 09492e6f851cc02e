package dev.patchbay.storage;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a home folder says of its having been carried elsewhere. A backup leaves it out: one that is restored may be started.
 *
 * @param id names the installation, here and where it goes to
 * @param to the database it goes to
 * @param committing whether all may have arrived, although nobody saw it
 * @param finishedAt when all of it had arrived; null while some may be missing
 */
public record MoveNote(
        String id, String to, boolean committing, @Nullable Instant finishedAt) {
    private static final String FILE = "move.properties";

    /** For a folder that has none yet. */
    static MoveNote begun(String to) {
        return new MoveNote(UUID.randomUUID().toString(), to, false, null);
    }

    MoveNote finished(Instant at) {
        return new MoveNote(id, to, false, at);
    }

    MoveNote atCommit() {
        return new MoveNote(id, to, true, null);
    }

    static Optional<MoveNote> in(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) return Optional.empty();
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(Files.readString(file)));
            String finished = lines.getProperty("finished", "");
            return Optional.of(new MoveNote(
                    UUID.fromString(lines.getProperty("id", "")).toString(),
                    lines.getProperty("to", ""),
                    Boolean.parseBoolean(lines.getProperty("committing", "")),
                    finished.isEmpty() ? null : Instant.parse(finished)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (RuntimeException e) {
            throw new StartRefused(
                    file + " is not what patchbay move wrote there; remove it if this installation was"
                            + " never moved.",
                    e);
        }
    }

    /** On disk before this returns. */
    void writeTo(Path home) throws IOException {
        String text = "# of patchbay move\nid=" + id + "\nto=" + to.replace("\\", "\\\\") + "\ncommitting=" + committing
                + "\nfinished=" + (finishedAt == null ? "" : finishedAt) + "\n";
        Path half = home.resolve(FILE + ".part");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(half, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        FolderSync.force(home);
    }

    /** Two servers that both take themselves for the one would have devices and people see now this, now that. */
    static void refuseMoved(Path home) {
        Optional<MoveNote> found = in(home);
        found.filter(MoveNote::committing).ifPresent(note -> {
            throw new StartRefused(
                    "Moving this installation to " + note.to() + " was broken off at the very end, and it may"
                            + " be there as a whole; run patchbay move again in the same words, which finds out. If this old one"
                            + " is to serve again all the same, remove " + home.resolve(FILE) + ".");
        });
        found.filter(note -> note.finishedAt() != null).ifPresent(note -> {
            throw new StartRefused("This installation was moved to " + note.to() + " at " + note.finishedAt()
                    + "; start its nodes there. If this old one is to serve again all the same, remove "
                    + home.resolve(FILE) + ".");
        });
    }
}
