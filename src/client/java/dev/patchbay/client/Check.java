package dev.patchbay.client;

import java.io.File;
import java.io.IOException;

/** The app's own question to the server whether there is something new. */
public interface Check {
    /**
     * Asks once.
     *
     * @param inUse the package in use; null when there is none
     * @param wantsDelta whether a delta from that package will do
     * @return null when there is nothing new
     */
    Offer ask(File inUse, boolean wantsDelta) throws IOException;
}
