package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Feeds a reader with changed copies of known inputs, the same ones for the same seed. A reader passes when it takes or
 * refuses each; whatever else it throws is a finding. Where Jazzer runs, {@code bench/fuzz} feeds the same readers guided
 * by what they reach.
 */
public final class Fuzzing {
    private static final int[] TELLING = {
        0, 1, 7, 8, 0x20, 0x7f, 0x80, 0xff, '/', '.', '-', '"', '\\', '{', '[', ',', ':', '}'
    };

    private final List<byte[]> seeds = new ArrayList<>();
    private final Random random;

    /** Starts from the files in that folder of the test resources. */
    public Fuzzing(String folder, long seed) {
        random = new Random(seed);
        try (Stream<Path> files =
                Files.list(Path.of(Fuzzing.class.getResource(folder).toURI()))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) seeds.add(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        assertThat(seeds).isNotEmpty();
    }

    /** What reads an input, and throws only for a finding. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] input) throws Exception;
    }

    /** Feeds for that long, and at least the seeds themselves; how many inputs that were. */
    public long feed(Reader reader, Duration duration) {
        for (byte[] seed : seeds) feed(reader, seed);
        long count = seeds.size();
        long end = System.nanoTime() + duration.toNanos();
        for (; System.nanoTime() < end; count++) feed(reader, mutated());
        System.out.println("fuzzing: " + count + " inputs, nothing found");
        return count;
    }

    private static void feed(Reader reader, byte[] input) {
        try {
            reader.read(input);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(
                    "a finding: " + java.util.Base64.getEncoder().encodeToString(input), e);
        }
    }

    private byte[] mutated() {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(1, 6); i > 0 && bytes.length > 1; i--) bytes = mutatedOnce(bytes);
        return bytes;
    }

    private byte[] mutatedOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(1, 40), bytes.length - at);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> bytes[at] += (byte) random.nextInt(-4, 5);
            case 3 -> {
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            case 4 -> {
                byte[] again = Arrays.copyOf(bytes, at + length);
                return joined(again, Arrays.copyOfRange(bytes, at, bytes.length));
            }
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length + 1);
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, from, other.length));
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
