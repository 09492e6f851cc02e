package dev.patchbay.download;

/**
 * What a device is given to fetch bytes with.
 *
 * @param token goes into the address; letters, digits, {@code -} and {@code _} only
 * @param offer goes into a report about these bytes and proves that this server offered them; it fetches nothing
 */
public record Link(String token, String offer) {
    /** A token in a log would be a way in. */
    @Override
    public String toString() {
        return "Link[…]";
    }
}
