package dev.patchbay.pack;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The md5 that an eros packager lists for a content. It reads every file as UTF-8 text, so that in a binary file
 * invalid bytes become U+FFFD before they are digested; how many depends on the Node that it runs on.
 */
final class NodeText {
    /** How a Node counts what is not UTF-8; seen in 4.9, 6.9, 8.9, 10.9 and 20.20. */
    enum Decoder {
        /** One for each maximal beginning of a character (WHATWG Encoding Standard). */
        SINCE_NODE_10,
        /** The same, but overlong forms, surrogates and what lies beyond U+10FFFF count as one character. */
        NODE_8,
        /** One for each byte. */
        UP_TO_NODE_6
    }

    /**
     * @param md5 of the text, in lower-case hex
     * @param valid whether the bytes are UTF-8, so that the md5 is also that of the bytes
     */
    record Digest(String md5, boolean valid) {}

    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private final Decoder decoder;
    private final MessageDigest md5 = DigestUtils.getMd5Digest();
    private final byte[] out = new byte[8192];
    private int filled;
    private final byte[] character = new byte[4];
    private int length;
    private int seen;
    private boolean valid = true;

    private NodeText(Decoder decoder) {
        this.decoder = decoder;
    }

    static Digest digest(InputStream content, Decoder decoder) throws IOException {
        NodeText text = new NodeText(decoder);
        byte[] buffer = new byte[8192];
        for (int count; (count = content.read(buffer)) >= 0; ) {
            for (int i = 0; i < count; i++) text.take(buffer[i]);
        }
        if (text.seen > 0) text.replace();
        text.md5.update(text.out, 0, text.filled);
        return new Digest(Hex.encodeHexString(text.md5.digest()), text.valid);
    }

    private void take(byte b) {
        if (seen > 0 && !continues(b)) replace();
        if (seen == 0) length = lengthFrom(b & 0xff);
        character[seen++] = b;
        if (seen < length) return;
        if (length == 0 || (length > 2 && !fitsSecond(character[1]))) {
            replace();
        } else {
            emit(character, length);
            seen = 0;
        }
    }

    /** The length of the character that begins with this byte; 0 when none does. */
    private static int lengthFrom(int first) {
        if (first < 0x80) return 1;
        if (first < 0xc2 || first > 0xf4) return 0;
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    private boolean continues(byte b) {
        boolean strict = seen == 1 && decoder != Decoder.NODE_8;
        return strict ? fitsSecond(b) : (b & 0xc0) == 0x80;
    }

    /** Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte (Unicode, table 3-7). */
    private boolean fitsSecond(byte second) {
        int b = second & 0xff;
        return switch (character[0] & 0xff) {
            case 0xe0 -> b >= 0xa0 && b <= 0xbf;
            case 0xed -> b >= 0x80 && b <= 0x9f;
            case 0xf0 -> b >= 0x90 && b <= 0xbf;
            case 0xf4 -> b >= 0x80 && b <= 0x8f;
            default -> b >= 0x80 && b <= 0xbf;
        };
    }

    private void replace() {
        valid = false;
        int times = decoder == Decoder.UP_TO_NODE_6 ? seen : 1;
        for (int i = 0; i < times; i++) emit(REPLACEMENT, REPLACEMENT.length);
        seen = 0;
    }

    private void emit(byte[] bytes, int count) {
        if (filled + count > out.length) {
            md5.update(out, 0, filled);
            filled = 0;
        }
        System.arraycopy(bytes, 0, out, filled, count);
        filled += count;
    }
}
