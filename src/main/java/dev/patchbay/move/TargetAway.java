package dev.patchbay.move;

/** What the installation is to be moved to does not answer, or not any more; another try goes on. */
public class TargetAway extends MoveStopped {
    public TargetAway(String why, Throwable cause) {
        super(why, cause);
    }
}
