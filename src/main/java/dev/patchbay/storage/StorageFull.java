package dev.patchbay.storage;

/** There is no room for what was about to be stored. */
public class StorageFull extends RuntimeException {
    StorageFull() {
        super(
                "The server's disk has no room for this. Nothing was kept of it; free some space (or let retention do so) and"
                        + " send it again.");
    }
}
