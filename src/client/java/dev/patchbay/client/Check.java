package dev.patchbay.client;

import java.io.IOException;

/** The app's own question to the server whether there is something new. */
public interface Check {
    /**
     * Asks once.
     *
     * @param sha256 of the package in use, lower hex; empty when there is none
     * @param wantsDelta whether a delta from that package will do
     * @return null when there is nothing new
     */
    Offer ask(String sha256, boolean wantsDelta) throws IOException;
}
