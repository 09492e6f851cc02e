package dev.patchbay.move;

/** The installation was not moved, or not all of it; the message says why and what to do. */
public class MoveStopped extends RuntimeException {
    public MoveStopped(String why) {
        super(why);
    }

    public MoveStopped(String why, Throwable cause) {
        super(why, cause);
    }
}
