package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTests {
    @TempDir
    private Path folder;

    @Test
    void keepsAFolderForOneServerAtATime() {
        PatchbayHome home = new PatchbayHome(folder);
        HomeLock first = new HomeLock(home);
        assertThatThrownBy(() -> new HomeLock(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("Another Patchbay is running on " + folder);
        first.destroy();
        new HomeLock(home).destroy();
    }

    @Test
    void refusesAHomeThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> new HomeLock(new PatchbayHome(file)))
                .isInstanceOf(StartRefused.class)
                .hasMessage(file + " is a file and no folder; set patchbay.home to a folder.");
    }

    @Test
    void refusesAFileWhereOneOfItsFoldersShouldBe() throws IOException {
        Files.writeString(folder.resolve("blobs"), "in the way");
        assertThatThrownBy(() -> new HomeLock(new PatchbayHome(folder)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(folder.resolve("blobs").toString());
    }

    @Test
    void refusesAFolderWithoutTheRightToWrite() throws IOException {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeTrue(!Files.isWritable(closed), "this user may write everywhere");
        assertThatThrownBy(() -> new HomeLock(new PatchbayHome(closed)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be written by this user");
    }

    @Test
    void servesNothingThatMayHaveBeenMovedAway() throws IOException {
        PatchbayHome home = new PatchbayHome(folder);
        try (StoppedHome moving = new StoppedHome(home, Clock.systemUTC())) {
            MoveNote note = moving.beginMove("the database");
            moving.close();
            new HomeLock(home).destroy();
            moving.commitMove(note);
        }
        assertThatThrownBy(() -> new HomeLock(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("the database")
                .hasMessageContaining("run patchbay move again");
        try (StoppedHome again = new StoppedHome(home, Clock.systemUTC())) {
            again.finishMove(again.moveNote().orElseThrow());
        }
        assertThatThrownBy(() -> new HomeLock(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("was moved to the database at");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        PatchbayHome home = new PatchbayHome(folder);
        new HomeLock(home).destroy();
        assertThat(home.temp()).isEmptyDirectory();
        assertThat(home.blobs()).isEmptyDirectory();
        assertThat(home.database()).isEmptyDirectory();
    }

    @Test
    void refusesAHomeThatWasMovedButNotToWhoMovesIt() throws Exception {
        PatchbayHome home = new PatchbayHome(folder);
        MoveNote note = MoveNote.begun("jdbc:postgresql://db.example.com/patchbay");
        note.writeTo(folder);
        new HomeLock(home).destroy();
        note.finished(Instant.parse("2030-01-31T12:00:00Z")).writeTo(folder);
        assertThat(MoveNote.in(folder)).contains(note.finished(Instant.parse("2030-01-31T12:00:00Z")));
        assertThatThrownBy(() -> new HomeLock(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("was moved to jdbc:postgresql://db.example.com/patchbay at 2030-01-31T12:00:00Z")
                .hasMessageContaining("remove " + folder.resolve("move.properties"));
        HomeLock.alsoOfMoved(home).destroy();
        Files.writeString(folder.resolve("move.properties"), "id=none");
        assertThatThrownBy(() -> new HomeLock(home))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not what patchbay move wrote");
    }
}
