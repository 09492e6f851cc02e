package dev.patchbay.bsdiff;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Contents for the tests, the same for the same seed. */
final class Contents {
    private Contents() {}

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Something like a minified script: words of a small vocabulary that return in ever other orders. */
    static byte[] script(long seed, int length) {
        Random random = new Random(seed);
        String[] words = new String[300];
        for (int i = 0; i < words.length; i++) words[i] = Integer.toString(random.nextInt(1 << 20), 36);
        String[] marks = {"(", ");", "=", ".", ",", "{", "}", "function ", "return "};
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]).append(marks[random.nextInt(marks.length)]);
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] periodic(String period, int length) {
        byte[] unit = period.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = unit[i % unit.length];
        return bytes;
    }

    /** A copy with some edits as releases have them: bytes changed, ranges removed, inserted and moved. */
    static byte[] edited(byte[] content, long seed, int edits) {
        Random random = new Random(seed);
        byte[] bytes = content.clone();
        for (int i = 0; i < edits && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(200));
            byte[] part = Arrays.copyOfRange(bytes, at, at + length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at]++;
                case 1 -> bytes = spliced(bytes, at, length, new byte[0]);
                case 2 -> bytes = spliced(bytes, at, 0, random(random.nextLong(), length));
                default -> bytes = spliced(bytes, random.nextInt(bytes.length), 0, part);
            }
        }
        return bytes;
    }

    /** As {@link #edited}, for large contents and many edits: bytes changed, and pieces of new length in between. */
    static byte[] editedAllOver(byte[] content, long seed, int edits) {
        Random random = new Random(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length);
        int distance = content.length / edits;
        for (int edit = 0; edit < edits; edit++) {
            int removed = random.nextInt(Math.min(20, distance));
            bytes.write(content, edit * distance, distance - removed);
            byte[] inserted = new byte[random.nextInt(20)];
            random.nextBytes(inserted);
            bytes.writeBytes(inserted);
        }
        return bytes.toByteArray();
    }

    static byte[] spliced(byte[] content, int at, int removed, byte[] inserted) {
        byte[] bytes = new byte[content.length - removed + inserted.length];
        System.arraycopy(content, 0, bytes, 0, at);
        System.arraycopy(inserted, 0, bytes, at, inserted.length);
        System.arraycopy(content, at + removed, bytes, at + inserted.length, content.length - at - removed);
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        byte[] bytes = new byte[0];
        for (byte[] part : parts) bytes = spliced(bytes, bytes.length, 0, part);
        return bytes;
    }
}
