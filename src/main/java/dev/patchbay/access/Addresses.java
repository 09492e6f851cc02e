package dev.patchbay.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses as proxies write them, and never asks a name server. */
final class Addresses {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
    private static final Pattern V4 = Pattern.compile("(" + OCTET + "(?:\\." + OCTET + "){3})(?::[0-9]{1,5})?");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern V6_IN_BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::[0-9]{1,5})?");

    private Addresses() {}

    /** An address with or without a port: {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code ::1}, {@code [::1]:80}. */
    static Optional<InetAddress> read(@Nullable String text) {
        if (text == null) return Optional.empty();
        Matcher v4 = V4.matcher(text);
        if (v4.matches()) return resolve(v4.group(1));
        Matcher bracketed = V6_IN_BRACKETS.matcher(text);
        String v6 = bracketed.matches() ? bracketed.group(1) : text;
        return v6.indexOf(':') >= 0 && V6.matcher(v6).matches() ? resolve(v6) : Optional.empty();
    }

    /** Of an IPv4 address its beginning says so, which is cheaper than reading it. */
    static boolean isLoopback(String address) {
        if (address.indexOf(':') < 0) return address.startsWith("127.");
        return read(address).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** Under which name the sender is counted: its address, of IPv6 the first 64 bits, which one household has alone. */
    static String source(String address) {
        if (address.indexOf(':') < 0) return address;
        InetAddress read = read(address).orElse(null);
        if (!(read instanceof Inet6Address)) return address;
        return HexFormat.of().formatHex(read.getAddress(), 0, 8);
    }

    private static Optional<InetAddress> resolve(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
