package dev.patchbay.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Binary as text, digests, and reading no more than expected. {@code java.util.Base64} came with Android 8 only. */
final class Bytes {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Bytes() {}

    static String hex(byte[] bytes) {
        char[] text = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = HEX[bytes[i] >> 4 & 15];
            text[2 * i + 1] = HEX[bytes[i] & 15];
        }
        return new String(text);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Android has it
        }
    }

    static String sha256Hex(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    /** RFC 4648 with padding, nothing else between. */
    static byte[] base64(String text) throws Refused {
        int length = text.length();
        if (length % 4 != 0) throw new Refused("base64 of a wrong length");
        int pad = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        byte[] out = new byte[length / 4 * 3 - pad];
        int filled = 0;
        for (int i = 0; i < length; i += 4) {
            int group = 0;
            for (int j = i; j < i + 4; j++) {
                int six = j >= length - pad ? 0 : BASE64.indexOf(text.charAt(j));
                if (six < 0) throw new Refused("a character that is not base64");
                group = group << 6 | six;
            }
            for (int shift = 16; shift >= 0 && filled < out.length; shift -= 8) out[filled++] = (byte) (group >> shift);
        }
        return out;
    }

    static String toBase64(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 3) {
            int left = Math.min(3, bytes.length - i);
            int group = 0;
            for (int j = 0; j < 3; j++) group = group << 8 | (j < left ? bytes[i + j] & 255 : 0);
            for (int j = 0; j < 4; j++) out.append(j > left ? '=' : BASE64.charAt(group >> 18 - 6 * j & 63));
        }
        return out.toString();
    }

    /**
     * Reads a small document to its end.
     *
     * @throws Refused when it goes on after so many bytes
     */
    static byte[] readSmall(InputStream in, int most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (out.size() + n > most) throw new Refused("a document is larger than allowed");
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
