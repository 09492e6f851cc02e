package dev.patchbay.webhook;

import java.net.URI;
import java.net.URISyntaxException;

/** Where messages go: an http or https address without a user. */
record Receiver(URI url) {
    private static final int MAX_LENGTH = 2000;

    Receiver {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
        if (!http || !plain || url.getHost() == null || url.toString().length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "write an http or https address without user and fragment, such as https://ci.example.com/hook");
        }
    }

    static Receiver of(String text) {
        try {
            return new Receiver(new URI(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }
}
