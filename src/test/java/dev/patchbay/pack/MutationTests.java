package dev.patchbay.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a package, it is taken or refused: no other exception, no long wait, no great memory. */
class MutationTests {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final int[] TELLING = {
        0, 1, 8, 0x50, 0x7f, 0x80, 0xff, '/', '.', '"', '\\', '{', '[', ',', ':', '}', ']'
    };

    @TempDir
    private Path folder;

    private final Random random = new Random(20261122);
    private final PackageInspector inspector =
            new PackageInspector(Clock.fixed(NOW, ZoneOffset.UTC), new ZipLimits(1000, 1 << 20, 200, 1 << 16, 512, 32));
    private final Map<RefusedPackage.Kind, Integer> refused = new EnumMap<>(RefusedPackage.Kind.class);
    private int taken;

    @Test
    void everyCutOfAPackageIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(resource("archiver-7"));
        for (int length = 4; length < bytes.length; length++) inspect(Arrays.copyOf(bytes, length));
        assertThat(taken).isZero();
    }

    @Test
    void everyFlippedBitIsRefusedOrHarmless() throws IOException {
        byte[] bytes =
                new CraftedZip().file("pages/a.js", "content").described(true).bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            inspect(flipped);
        }
        // who made it, internal attributes and permissions mean nothing here, nor do the bits that fill deflate's last
        // byte
        assertThat(taken).isLessThanOrEqualTo(16 + 16 + 32 + 7);
    }

    @Test
    void mutatedZipsAreTakenOrRefused() {
        List<Path> seeds =
                List.of(resource("archiver-1.3"), resource("info-zip-streamed"), resource("jar"), resource("python"));
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (int i = 0; i < 1000; i++) inspect(mutate(Files.readAllBytes(seeds.get(i % seeds.size()))));
        });
        assertThat(refused).containsKeys(RefusedPackage.Kind.ZIP_STRUCTURE, RefusedPackage.Kind.UNSAFE_PATH);
    }

    @Test
    void mutatedManifestsAreTakenOrRefused() {
        CraftedZip files = new CraftedZip().file("pages/index.js", "1").file("logo", "2");
        byte[] json = CraftedManifest.of(files)
                .and("\"jsPath\":\"https://x.org/\",\"x\":[{\"y\":1.5e3}]")
                .json()
                .getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (int i = 0; i < 1000; i++) {
                inspect(new CraftedZip()
                        .file("pages/index.js", "1")
                        .file("logo", "2")
                        .file("md5.json", mutate(json.clone()))
                        .bytes());
            }
        });
        assertThat(refused).containsKeys(RefusedPackage.Kind.MANIFEST_INVALID, RefusedPackage.Kind.MANIFEST_MISMATCH);
        assertThat(taken).isPositive();
    }

    /** Takes what is refused for an answer, and nothing else; what is taken must be readable elsewhere, and repack. */
    private void inspect(byte[] bytes) throws IOException {
        Path file = CraftedZip.write(folder, bytes);
        try {
            if (inspector.inspect(file) instanceof Inspection.OtherFile) return;
        } catch (RefusedPackage e) {
            refused.merge(e.kind(), 1, Integer::sum);
            assertThat(e.getMessage()).matches("[\\x20-\\x7e]{1,300}");
            return;
        }
        taken++;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isPositive();
        }
        Path stored = folder.resolve("stored.zip");
        new Repacker(ZipLimits.STANDARD).repack(file, stored);
        inspector.inspect(stored);
    }

    private byte[] mutate(byte[] bytes) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(1, 4); i > 0 && mutated.length > 8; i--) mutated = mutateOnce(mutated);
        return mutated;
    }

    private byte[] mutateOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int other = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(1, 40), bytes.length - Math.max(at, other));
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> bytes[at] += (byte) random.nextInt(-4, 5);
            case 3 -> System.arraycopy(bytes, at, bytes, other, length);
            case 4 -> {
                System.arraycopy(bytes, at + length, bytes, at, bytes.length - at - length);
                return Arrays.copyOf(bytes, bytes.length - length);
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                return longer;
            }
        }
        return bytes;
    }

    private static Path resource(String name) {
        try {
            return Path.of(
                    MutationTests.class.getResource("/pack/" + name + ".zip").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
