package dev.patchbay.release;

import java.net.URI;
import java.net.URISyntaxException;

/** The address of a folder on a static server: http or https, without query and user. */
public record JsPath(String url) {
    private static final int MAX_LENGTH = 2000;

    public JsPath {
        if (!isFolder(url)) {
            throw new IllegalArgumentException(
                    "not the address of a folder on a static server, such as https://files.example.com/app");
        }
    }

    public static JsPath of(String url) {
        return new JsPath(url);
    }

    /** The address of a package or delta in that folder, with exactly one slash between. */
    public String file(String name) {
        int end = url.length();
        while (url.charAt(end - 1) == '/') end--;
        return url.substring(0, end) + '/' + name + ".zip";
    }

    private static boolean isFolder(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return url.length() <= MAX_LENGTH
                    && http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
