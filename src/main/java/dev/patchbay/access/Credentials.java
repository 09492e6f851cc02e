package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * Finds the key in a request: {@code Authorization: Bearer}, and for the stock eros packager, which knows only URLs like
 * {@code https://x:KEY@host/app/add}, the password of HTTP Basic under any user name.
 */
final class Credentials {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private Credentials() {}

    /** The text of the key; blank when something was sent that cannot be one. */
    static Optional<String> in(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) return Optional.empty();
        if (startsWith(header, BEARER)) {
            return Optional.of(utf8(header.substring(BEARER.length())).strip());
        }
        if (startsWith(header, BASIC) && acceptsBasic(request)) return Optional.of(password(header));
        return Optional.empty();
    }

    static boolean acceptsBasic(HttpServletRequest request) {
        return RouteRights.pathOf(request).value().equals("/app/add");
    }

    private static boolean startsWith(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** The container reads each byte of a header as one character; an operator may have chosen a key beyond ASCII. */
    static String utf8(String header) {
        return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String password(String header) {
        try {
            byte[] pair =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1).strip();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
