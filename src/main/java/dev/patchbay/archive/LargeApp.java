package dev.patchbay.archive;

/** An app cannot be exported, since its list is longer than any server takes. */
public class LargeApp extends RuntimeException {
    private LargeApp(String what) {
        super("This app's archive would be refused wherever it comes to: " + what + ".");
    }

    /** Asks what {@link ArchiveReader} will ask. */
    static void refuse(int releases, int listBytes) {
        if (releases > ArchiveFormat.MOST_RELEASES) {
            throw new LargeApp("it has " + releases + " releases, and at most " + ArchiveFormat.MOST_RELEASES
                    + " can be taken; move the whole server instead (patchbay move, or a backup)");
        }
        if (listBytes > ArchiveFormat.LARGEST_LIST) {
            throw new LargeApp("its list has " + listBytes + " bytes, and at most " + ArchiveFormat.LARGEST_LIST
                    + " can be taken; shorten the device lists (allow) and the notes of releases that are not needed"
                    + " any more");
        }
    }
}
