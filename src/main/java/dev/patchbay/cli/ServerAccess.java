package dev.patchbay.cli;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is, and the key to it.
 *
 * @param server without a slash at its end
 * @param key an API key, printable ASCII
 */
record ServerAccess(URI server, String key) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param plain whether the key may travel unencrypted to another machine
     * @throws IllegalArgumentException with a message that says what to write instead
     */
    static ServerAccess of(String server, String key, boolean plain) {
        URI uri;
        try {
            uri = URI.create(server.strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw notAServer(e);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (!(http || "https".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) throw notAServer(null);
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw notAServer(null);
        }
        if (http && !plain && !THIS_MACHINE.contains(uri.getHost())) {
            throw new IllegalArgumentException("the key would travel unencrypted to " + uri.getHost()
                    + "; use https, or --plain-http if the network" + " between is your own");
        }
        if (!key.matches("[!-~]{1,512}")) {
            throw new IllegalArgumentException(
                    "the key holds what no key has; set it again, without spaces and line ends");
        }
        return new ServerAccess(uri, key);
    }

    private static IllegalArgumentException notAServer(@Nullable Exception cause) {
        return new IllegalArgumentException("the server's address: write it as https://updates.example.com", cause);
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
