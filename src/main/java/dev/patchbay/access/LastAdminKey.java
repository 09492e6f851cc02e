package dev.patchbay.access;

/** The only key left that can hand out keys is not deleted. */
public class LastAdminKey extends RuntimeException {
    LastAdminKey() {
        super("This is the last admin key for all apps that has not expired; make another one first.");
    }
}
