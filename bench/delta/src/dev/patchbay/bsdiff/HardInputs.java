package dev.patchbay.bsdiff;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Pairs of contents that make a careless search or sort quadratic. */
final class HardInputs {
    private HardInputs() {}

    static Map<String, byte[][]> of(int size) {
        byte[] zeros = new byte[size];
        byte[] periodic = periodic("abcdefg", size);
        byte[] random = random(1, size);
        byte[] zeroTail = Arrays.copyOf(Arrays.copyOf(random, size / 2), size);
        byte[] smallTail = Arrays.copyOf(random(2, 500_000), 1_000_000);
        byte[] selfSimilar = selfSimilar(size);
        byte[] words = words(3, size);
        Map<String, byte[][]> pairs = new LinkedHashMap<>();
        pairs.put("zeros, unchanged", new byte[][] {zeros, zeros});
        pairs.put("zeros, one byte changed", new byte[][] {zeros, changed(zeros, 1)});
        pairs.put("one byte in zeros, gone", new byte[][] {changed(zeros, 1), zeros});
        pairs.put("periodic, unchanged", new byte[][] {periodic, periodic});
        pairs.put("periodic, a change every 100 bytes", new byte[][] {periodic, changed(periodic, size / 100)});
        pairs.put("periodic, spliced every 100 bytes", new byte[][] {periodic, spliced(periodic, size / 100)});
        pairs.put("zeros to periodic", new byte[][] {zeros, periodic});
        pairs.put("random to other random", new byte[][] {random, random(4, size)});
        pairs.put("random, one byte changed", new byte[][] {random, changed(random, 1)});
        pairs.put("random, a change every 40 bytes", new byte[][] {random, changed(random, size / 40)});
        pairs.put("half zeros at the end, spliced", new byte[][] {zeroTail, spliced(zeroTail, 1_000)});
        pairs.put("500 KB and a tail of zeros", new byte[][] {smallTail, changed(smallTail, 50)});
        pairs.put("self-similar, spliced every 200 bytes", new byte[][] {selfSimilar, spliced(selfSimilar, size / 200)});
        pairs.put("few words, spliced every 100 bytes", new byte[][] {words, spliced(words, size / 100)});
        pairs.put("few words to other words", new byte[][] {words, words(5, size)});
        return pairs;
    }

    private static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] periodic(String unit, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) unit.charAt(i % unit.length());
        return bytes;
    }

    private static byte[] selfSimilar(int size) {
        byte[] unit = words(6, 1_000);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (unit[i % unit.length] + (i % 1_013 == 0 ? 1 : 0));
        return bytes;
    }

    private static byte[] words(long seed, int size) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(size + 16);
        while (text.length() < size) {
            text.append(Integer.toString(7_919 * random.nextInt(300), 36)).append("=();,.".charAt(random.nextInt(6)));
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] changed(byte[] content, int changes) {
        Random random = new Random(7);
        byte[] bytes = content.clone();
        for (int i = 0; i < changes; i++) bytes[random.nextInt(bytes.length)]++;
        return bytes;
    }

    private static byte[] spliced(byte[] content, int splices) {
        Random random = new Random(8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length);
        int distance = content.length / splices;
        for (int i = 0; i < splices; i++) {
            bytes.write(content, i * distance, distance - random.nextInt(20));
            byte[] inserted = new byte[random.nextInt(20)];
            random.nextBytes(inserted);
            bytes.writeBytes(inserted);
        }
        return bytes.toByteArray();
    }
}
