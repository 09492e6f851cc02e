package dev.patchbay.client;

import java.io.IOException;
import java.io.InputStream;

/** The app's own HTTP. */
public interface Wire {
    /**
     * Opens what is behind an address.
     *
     * @return its bytes, or null when the server answers 404
     * @throws IOException for any other answer than 200
     */
    InputStream get(String url) throws IOException;
}
