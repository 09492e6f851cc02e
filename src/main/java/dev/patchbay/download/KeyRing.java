package dev.patchbay.download;

import dev.patchbay.storage.StartRefused;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs tokens with its first key and recognises those signed with any, so that keys can be changed with an overlap.
 *
 * <p>One HMAC-SHA256 over a token's fields and its context gives 32 bytes. A link carries the fields and the first 18 of
 * them; an offer carries the fields, the next 12 and the context. The two pieces do not overlap, so under the assumption
 * that HMAC is a pseudorandom function neither helps in guessing the other: an offer, which devices send back in reports,
 * is no link, and a link is no offer. A link's context is left out since the route tells it.
 */
final class KeyRing {
    private static final int LINK_MAC = 18;
    private static final int OFFER_MAC = 12;
    private static final int FIELDS_TEXT = Token.LENGTH / 3 * 4;
    private static final int LINK_TEXT = FIELDS_TEXT + LINK_MAC / 3 * 4;
    private static final int OFFER_TEXT = FIELDS_TEXT + OFFER_MAC / 3 * 4;
    private static final int LONGEST_CONTEXT = 64;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final List<TokenKey> keys;

    private KeyRing(List<TokenKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param entries {@code id:base64} each, the signing one first
     * @param source where they were found, for the message when they are refused
     */
    static KeyRing of(List<String> entries, String source) {
        List<TokenKey> keys = new ArrayList<>();
        for (String entry : entries) {
            try {
                TokenKey key = TokenKey.of(entry.strip());
                if (keys.stream().anyMatch(other -> other.id().equals(key.id()))) {
                    throw new IllegalArgumentException("two keys have the id " + key.id());
                }
                keys.add(key);
            } catch (IllegalArgumentException e) {
                throw new StartRefused(source + ", entry " + (keys.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        if (keys.isEmpty()) throw new StartRefused(source + " has no key");
        return new KeyRing(keys);
    }

    /** The link and the offer of a token; the same token and context give the same ones. */
    Link sign(Token token, String context) {
        TokenKey key = keys.get(0);
        byte[] fields = token.bytes(key);
        byte[] mac = key.mac(fields, context);
        String head = BASE64.encodeToString(fields);
        String link = BASE64.encodeToString(Arrays.copyOf(mac, LINK_MAC));
        String offer = BASE64.encodeToString(Arrays.copyOfRange(mac, LINK_MAC, LINK_MAC + OFFER_MAC));
        return new Link(head + link, head + offer + context);
    }

    /** The token of a link that was made with this context and one of these keys. */
    Optional<Token> openLink(String text, String context) {
        if (text.length() != LINK_TEXT) return Optional.empty();
        return open(text, context, 0, LINK_MAC);
    }

    /** The token of an offer that was made with one of these keys. */
    Optional<Token> openOffer(String text) {
        if (text.length() < OFFER_TEXT || text.length() > OFFER_TEXT + LONGEST_CONTEXT) return Optional.empty();
        return open(text.substring(0, OFFER_TEXT), text.substring(OFFER_TEXT), LINK_MAC, LINK_MAC + OFFER_MAC);
    }

    /** Of unproven bytes only the key's id is looked at. */
    private Optional<Token> open(String text, String context, int from, int to) {
        byte[] bytes = decode(text);
        if (bytes == null || bytes.length != Token.LENGTH + to - from) return Optional.empty();
        for (TokenKey key : keys) {
            if (!Arrays.equals(bytes, 1, 1 + TokenKey.ID_LENGTH, key.paddedId(), 0, TokenKey.ID_LENGTH)) continue;
            byte[] expected = Arrays.copyOfRange(key.mac(bytes, context), from, to);
            byte[] found = Arrays.copyOfRange(bytes, Token.LENGTH, bytes.length);
            return MessageDigest.isEqual(expected, found) ? Optional.of(Token.of(bytes)) : Optional.empty();
        }
        return Optional.empty();
    }

    @SuppressWarnings("UnusedException")
    private static byte @Nullable [] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
