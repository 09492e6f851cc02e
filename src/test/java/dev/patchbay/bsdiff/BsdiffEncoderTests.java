package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BsdiffEncoderTests {
    @TempDir
    Path folder;

    @Test
    void makesDeltasThatBothDecodersApply() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int length = random.nextInt(1 << random.nextInt(16));
            byte[] old = seed % 2 == 0 ? Contents.script(seed, length) : Contents.random(seed, length);
            byte[] fresh = Contents.edited(old, seed, random.nextInt(40));
            assertApplies(old, fresh);
        }
    }

    @Test
    void makesDeltasOfContentsThatRepeatThemselves() throws IOException {
        byte[] periodic = Contents.periodic("abcabcab", 30_000);
        byte[] zeros = new byte[30_000];
        assertApplies(zeros, zeros);
        assertApplies(zeros, new byte[50_000]);
        assertApplies(zeros, periodic);
        assertApplies(periodic, zeros);
        assertApplies(periodic, Contents.edited(periodic, 1, 30));
        assertApplies(Contents.joined(periodic, zeros), Contents.edited(Contents.joined(zeros, periodic), 2, 30));
    }

    @Test
    void makesDeltasBetweenUnrelatedContents() throws IOException {
        assertApplies(Contents.random(1, 20_000), Contents.random(2, 30_000));
        assertApplies(Contents.script(1, 20_000), Contents.random(2, 30_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65})
    void makesDeltasOfTheSmallestContents(int length) throws IOException {
        byte[] content = Contents.random(1, length);
        assertApplies(content, content);
        assertApplies(new byte[0], content);
        assertApplies(content, new byte[0]);
        assertApplies(content, Contents.random(2, 2 * length));
    }

    private void assertApplies(byte[] old, byte[] fresh) throws IOException {
        byte[] delta = Deltas.encode(old, fresh);
        assertThat(Deltas.applyByBspatch(old, delta, folder)).isEqualTo(fresh);
        assertThat(Deltas.applyByJbsdiff(old, delta)).isEqualTo(fresh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited-text", "moved-halves", "shifted-bytes", "all-new"})
    void isNoLargerThanTheCProgram(String name) throws IOException {
        byte[] delta = Deltas.encode(Golden.old(name), Golden.fresh(name));
        assertThat(delta.length).isLessThanOrEqualTo(Golden.delta(name).length + 40);
    }

    @Test
    void makesDeltasThatTheCProgramApplies() throws IOException, InterruptedException {
        CBspatch.assumePresent();
        byte[] script = Contents.script(1, 300_000);
        byte[] zeros = new byte[100_000];
        byte[][][] pairs = {
            {script, Contents.edited(script, 1, 100)},
            {script, Contents.random(1, 5_000)},
            {zeros, Contents.joined(new byte[40_000], script)},
            {Contents.periodic("ab", 70_000), Contents.edited(Contents.periodic("ab", 70_000), 3, 20)},
        };
        for (byte[][] pair : pairs) {
            Path old = Files.write(folder.resolve("old"), pair[0]);
            Path delta = Files.write(folder.resolve("delta"), Deltas.encode(pair[0], pair[1]));
            assertThat(CBspatch.apply(old, delta, folder.resolve("new"))).isEqualTo(pair[1]);
        }
    }

    @Test
    void givesTheSameDeltaForTheSameContents() throws IOException {
        byte[] old = Contents.script(1, 50_000);
        byte[] fresh = Contents.edited(old, 1, 50);
        assertThat(Deltas.encode(old, fresh)).isEqualTo(Deltas.encode(old, fresh));
    }
}
