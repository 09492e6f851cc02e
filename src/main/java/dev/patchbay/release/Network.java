package dev.patchbay.release;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * Where a request comes from, as far as one sender can be told from another by it.
 *
 * @param text the IPv4 address, or the first 64 bits of an IPv6 address in hex, since a device picks the rest anew
 * @param wider what one customer may have of such networks: the first 24 bits of IPv4, the first 48 of IPv6
 * @param ownMachine whether it is this machine itself: a proxy in front that was not declared, or somebody trying it out
 */
public record Network(String text, String wider, boolean ownMachine) {

    /**
     * @param address an address as a literal; what is none stands for itself
     */
    public static Network of(String address) {
        boolean ipv6 = address.indexOf(':') >= 0;
        if (!ipv6) return ofIpv4(address);
        try {
            // a text with a colon is never looked up as a name
            InetAddress parsed = InetAddress.getByName(address);
            if (!(parsed instanceof Inet6Address)) return ofIpv4(parsed.getHostAddress());
            byte[] bytes = parsed.getAddress();
            HexFormat hex = HexFormat.of();
            return new Network(hex.formatHex(bytes, 0, 8), hex.formatHex(bytes, 0, 6), parsed.isLoopbackAddress());
        } catch (UnknownHostException e) {
            return new Network(address, address, false);
        }
    }

    private static Network ofIpv4(String address) {
        int last = address.lastIndexOf('.');
        String wider = last < 0 ? address : address.substring(0, last);
        return new Network(address, wider, address.startsWith("127."));
    }
}
