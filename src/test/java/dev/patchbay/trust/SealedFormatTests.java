package dev.patchbay.trust;

import static dev.patchbay.trust.SealFixture.APP_KEY;
import static dev.patchbay.trust.SealFixture.SECRET;
import static dev.patchbay.trust.SealFixture.content;
import static dev.patchbay.trust.SealFixture.key;
import static dev.patchbay.trust.SealFixture.opened;
import static dev.patchbay.trust.SealFixture.sealed;
import static dev.patchbay.trust.SealFixture.sealing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is sealed is what docs/encryption.md says, whichever part of it is asked for. */
class SealedFormatTests {
    private static final int CHUNK = SealedLayout.CHUNK;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SealedFormatTests.class.getResourceAsStream("/seal/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void sealsAsAnotherImplementationDoes() throws IOException {
        JsonNode vectors = new JsonMapper().readTree(resource("vectors.json"));
        assertThat(vectors).hasSize(7).allSatisfy(vector -> {
            byte[] plain = content(vector.path("size").asInt());
            byte[] sealed = sealed(plain);
            byte[] wrapped = SECRET.dataKey(key(plain)).wrappedBy(new AppKey(1, APP_KEY));
            assertThat(DigestUtils.sha256Hex(plain))
                    .isEqualTo(vector.path("sha256").asString());
            assertThat(Base64.getEncoder().encodeToString(wrapped))
                    .isEqualTo(vector.path("wrappedKey").asString());
            assertThat(sealed).hasSize(vector.path("sealedSize").asInt());
            assertThat(new SealedLayout(plain.length).sealedSize()).isEqualTo(sealed.length);
            assertThat(DigestUtils.sha256Hex(sealed))
                    .isEqualTo(vector.path("sealedSha256").asString());
        });
        assertThat(sealed(content(100))).isEqualTo(resource("100-bytes.sealed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5})
    void theAppOpensWhatWasSealed(int size) throws IOException {
        assertThat(opened(sealed(content(size)), content(size))).isEqualTo(content(size));
    }

    @Test
    void anyPartIsASliceOfTheWhole() throws IOException {
        byte[] plain = content(3 * CHUNK + 777);
        byte[] whole = sealed(plain);
        Random random = new Random(8);
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(whole.length + 1);
            int length = random.nextInt(i % 3 == 0 ? 100 : whole.length) + 1;
            try (InputStream in = sealing(plain)) {
                in.skipNBytes(from);
                assertThat(in.readNBytes(length))
                        .isEqualTo(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + length)));
            }
        }
    }

    @Test
    void everyByteCanBeTheFirstOrTheOnlyOneAroundEachBoundary() throws IOException {
        byte[] plain = content(2 * CHUNK + 3);
        byte[] whole = sealed(plain);
        for (int boundary : new int[] {0, 24, 56, 56 + CHUNK, 56 + CHUNK + 16, 56 + 2 * (CHUNK + 16), whole.length}) {
            for (int from = Math.max(0, boundary - 2); from < Math.min(whole.length, boundary + 2); from++) {
                try (InputStream in = sealing(plain)) {
                    in.skipNBytes(from);
                    assertThat(in.read()).as("byte %d", from).isEqualTo(whole[from] & 0xff);
                }
            }
        }
    }

    @Test
    void ofTheSkippedChunksNoneIsRead() throws IOException {
        byte[] plain = content(3 * CHUNK);
        plain[5] ^= 1;
        try (InputStream in = sealing(plain)) {
            in.skipNBytes(56 + 2L * (CHUNK + 16));
            assertThat(in.readAllBytes()).hasSize(CHUNK + 16);
        }
    }

    @Test
    void contentsThatDifferHaveNothingInCommonBehindTheFields() {
        byte[] one = content(100);
        byte[] other = content(100);
        other[99] ^= 1;
        byte[] sealedOne = sealed(one);
        byte[] sealedOther = sealed(other);
        assertThat(Arrays.copyOf(sealedOne, 24)).isEqualTo(Arrays.copyOf(sealedOther, 24));
        int same = 0;
        for (int i = 24; i < sealedOne.length; i++) if (sealedOne[i] == sealedOther[i]) same++;
        assertThat(same).isLessThan(10);
    }
}
