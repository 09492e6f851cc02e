package dev.patchbay.access;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in CIDR form; a single address is a range of one.
 *
 * @param prefix how many leading bits count
 */
record AddressRange(InetAddress network, int prefix) {

    AddressRange {
        if (prefix < 0 || prefix > network.getAddress().length * 8) {
            throw new IllegalArgumentException("the part after / is more than an address has bits");
        }
    }

    /**
     * Public so that Spring finds it when it binds the settings.
     *
     * @throws IllegalArgumentException when the text is neither an address nor address/bits
     */
    public static AddressRange of(String text) {
        String[] parts = text.trim().split("/", 2);
        InetAddress network = Addresses.read(parts[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "not an address range; write one like 10.0.0.0/8 or 2001:db8::/32"));
        if (parts.length == 1) return new AddressRange(network, network.getAddress().length * 8);
        if (!parts[1].matches("[0-9]{1,3}")) throw new IllegalArgumentException("what follows / is not a number");
        return new AddressRange(network, Integer.parseInt(parts[1]));
    }

    boolean contains(@Nullable String address) {
        Optional<InetAddress> read = Addresses.read(address);
        return read.isPresent() && contains(read.get().getAddress());
    }

    private boolean contains(byte[] address) {
        byte[] mine = network.getAddress();
        if (mine.length != address.length) return false;
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (address[bit / 8] & mask)) return false;
        }
        return true;
    }
}
