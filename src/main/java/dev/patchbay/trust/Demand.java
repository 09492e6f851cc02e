package dev.patchbay.trust;

/** Whether an app's uploads must come with a statement. */
enum Demand {
    /** Statements are refused, so that nobody takes them for checked. */
    OFF,
    /** A statement that comes is checked. */
    OPTIONAL,
    /** Nothing is handed out without one. */
    REQUIRED
}
