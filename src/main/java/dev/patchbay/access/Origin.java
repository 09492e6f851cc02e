package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from and what it was addressed to, as far as anybody trustworthy knows.
 *
 * @param address the client's IP address
 * @param scheme http or https
 * @param safeForKeys whether nobody on the way could read a key: over TLS, or from this machine itself
 */
record Origin(String address, String scheme, String host, int port, boolean safeForKeys) {
    private static final String ATTRIBUTE = Origin.class.getName();
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

    static Origin of(HttpServletRequest request, ProxySettings proxies) {
        List<Hop> hops = proxies.trusts(request.getRemoteAddr()) ? Hops.of(request) : List.of();
        return hops.isEmpty() ? direct(request) : forwarded(request, hops, proxies);
    }

    private static Origin direct(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        return new Origin(
                peer,
                request.getScheme(),
                request.getServerName(),
                request.getServerPort(),
                request.isSecure() || Addresses.isLoopback(peer));
    }

    /**
     * Walks from the last proxy towards the client for as long as the sender is a trusted proxy as well; the first
     * other one is the client, and all that was written before that is the client's own invention.
     */
    private static Origin forwarded(HttpServletRequest request, List<Hop> hops, ProxySettings proxies) {
        String client = request.getRemoteAddr();
        Hop told = hops.get(hops.size() - 1);
        for (int i = hops.size() - 1; i >= 0 && proxies.trusts(client); i--) {
            told = hops.get(i);
            Optional<String> sender = Addresses.read(told.client()).map(InetAddress::getHostAddress);
            if (sender.isEmpty()) break;
            client = sender.get();
        }
        String proto = told.proto() == null ? "http" : told.proto().toLowerCase(Locale.ROOT);
        String scheme = proto.equals("https") ? "https" : "http";
        String asked = told.host() == null ? request.getHeader("Host") : told.host();
        Matcher host = HOST.matcher(asked == null ? "" : asked);
        boolean named = host.matches();
        String name = named ? host.group(1) : request.getServerName();
        int port = port(told.port(), named ? host.group(2) : null, scheme.equals("https") ? 443 : 80);
        return new Origin(client, scheme, name, port, scheme.equals("https"));
    }

    private static int port(@Nullable String told, @Nullable String ofHost, int standard) {
        String text = told != null && told.matches("[0-9]{1,5}") ? told : ofHost;
        if (text == null) return standard;
        int port = Integer.parseInt(text);
        return port >= 1 && port <= 65535 ? port : standard;
    }

    /** Leaves this with the request for those who come later. */
    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The client's address, as far as anybody has looked. */
    static String addressOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Origin origin ? origin.address() : request.getRemoteAddr();
    }

    /** Whether a key in this request can be believed to be a secret still; false when nobody has looked. */
    static boolean isSafeForKeys(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Origin origin && origin.safeForKeys();
    }
}
