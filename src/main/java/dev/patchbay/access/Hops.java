package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers in which proxies tell of the request they received: {@code Forwarded} (RFC 7239) and the older
 * {@code X-Forwarded-For, -Proto, -Host, -Port}. When any of the older ones is there, {@code Forwarded} is not read: a
 * proxy that writes the older ones often passes on whatever {@code Forwarded} a stranger sent.
 */
final class Hops {
    static final Set<String> HEADERS = headers();

    private static final Pattern PAIR =
            Pattern.compile("\\s*([A-Za-z]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\";,=]+))\\s*");
    private static final int MAX_HOPS = 50;

    private Hops() {}

    private static Set<String> headers() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(names, "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host");
        Collections.addAll(names, "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Ssl");
        return Collections.unmodifiableSet(names);
    }

    /** What each proxy said, the one nearest to the client first; empty when none said anything. */
    static List<Hop> of(HttpServletRequest request) {
        List<String> clients = values(request, "X-Forwarded-For");
        List<String> protos = values(request, "X-Forwarded-Proto");
        List<String> hosts = values(request, "X-Forwarded-Host");
        List<String> ports = values(request, "X-Forwarded-Port");
        int count = Collections.max(List.of(clients.size(), protos.size(), hosts.size(), ports.size()));
        if (count == 0) return forwarded(values(request, "Forwarded"));
        List<Hop> hops = new ArrayList<>();
        int last = Math.max(1, clients.size());
        for (int i = 0; i < last; i++) {
            hops.add(new Hop(at(clients, i, last), at(protos, i, last), at(hosts, i, last), at(ports, i, last)));
        }
        return hops;
    }

    /** A list as long as that of clients has one value per hop; of any other only the last was written by a proxy. */
    private static @Nullable String at(List<String> values, int index, int count) {
        if (values.isEmpty()) return null;
        return values.size() == count ? values.get(index) : values.get(values.size() - 1);
    }

    private static List<Hop> forwarded(List<String> elements) {
        return elements.stream().map(Hops::element).toList();
    }

    private static Hop element(String text) {
        String client = null;
        String proto = null;
        String host = null;
        for (String pair : text.split(";")) {
            Matcher matcher = PAIR.matcher(pair);
            if (!matcher.matches()) return new Hop(null, null, null, null);
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
                case "for" -> client = value;
                case "proto" -> proto = value;
                case "host" -> host = value;
                default -> {}
            }
        }
        return new Hop(client, proto, host, null);
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String value : line.split(",")) {
                if (!value.isBlank()) values.add(value.trim());
            }
        }
        return values.size() <= MAX_HOPS ? values : values.subList(values.size() - MAX_HOPS, values.size());
    }
}
