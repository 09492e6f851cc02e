package dev.patchbay.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up at the very moment of connecting, for redirects too, and refuses addresses inside the server's own
 * network: a check made any earlier could be passed with one address and followed by another.
 */
public final class GuardedResolver extends SystemDefaultDnsResolver {
    private final boolean allowPrivate;
    private final String setting;

    /**
     * @param setting what to write to allow private addresses; named in the refusal
     */
    public GuardedResolver(boolean allowPrivate, String setting) {
        this.allowPrivate = allowPrivate;
        this.setting = setting;
    }

    /**
     * @throws ForbiddenAddress when one of the addresses is private
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = super.resolve(host);
        if (allowPrivate) return addresses;
        for (InetAddress address : addresses) {
            if (isPrivate(address)) throw new ForbiddenAddress(setting);
        }
        return addresses;
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierNat = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        boolean reserved = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrierNat
                || reserved
                || bytes.length == 16 && wrapsPrivate(bytes);
    }

    /** An IPv6 address may lead to an IPv4 one: by 6to4 (RFC 3056), by NAT64 (RFC 6052), or as its last four bytes. */
    private static boolean wrapsPrivate(byte[] bytes) {
        boolean compatible = zeroes(bytes, 0, 12);
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        if (!compatible && !nat64 && !sixToFour) return false;
        int start = sixToFour ? 2 : 12;
        try {
            return isPrivate(InetAddress.getByAddress(Arrays.copyOfRange(bytes, start, start + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean zeroes(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] != 0) return false;
        return true;
    }
}
