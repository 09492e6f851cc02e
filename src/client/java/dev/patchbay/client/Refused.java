package dev.patchbay.client;

import java.io.IOException;

/** What came over the wire is not what the app's makers signed, or may not be used now; the app keeps what it has. */
public final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param message what was wrong, for a log; never shown to users, never sent to the server as it is
     */
    public Refused(String message) {
        super(message);
    }

    /**
     * A refusal with the failure it comes from.
     *
     * @param message what was wrong
     * @param cause the failure
     */
    public Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
