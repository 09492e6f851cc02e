package dev.patchbay.trust;

import static dev.patchbay.trust.SealFixture.APP_KEY;
import static dev.patchbay.trust.SealFixture.SECRET;
import static dev.patchbay.trust.SealFixture.content;
import static dev.patchbay.trust.SealFixture.key;
import static dev.patchbay.trust.SealFixture.opened;
import static dev.patchbay.trust.SealFixture.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.client.AppKeys;
import dev.patchbay.client.Refused;
import dev.patchbay.client.UnsealingInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The app refuses whatever is not exactly what was sealed, and gives out no byte that was not found right. */
class SealedTamperingTests {
    private static final int CHUNK = SealedLayout.CHUNK;
    private static final int HEADER = 56;
    private static final int PIECE = CHUNK + 16;

    private final byte[] plain = content(3 * CHUNK + 500);
    private final byte[] whole = sealed(plain);

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    private byte[] header() {
        return Arrays.copyOf(whole, HEADER);
    }

    /** A chunk with its tag. */
    private static byte[] piece(byte[] sealed, int index) {
        int from = HEADER + index * PIECE;
        return Arrays.copyOfRange(sealed, from, Math.min(sealed.length, from + PIECE));
    }

    /** What came out before the refusal. */
    private byte[] outBeforeRefusal(byte[] sealed) throws IOException {
        byte[] dataKey = new AppKeys(Map.of(1, APP_KEY))
                .open(1, SECRET.dataKey(key(plain)).wrappedBy(new AppKey(1, APP_KEY)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new UnsealingInputStream(new ByteArrayInputStream(sealed), dataKey)) {
            assertThatThrownBy(() -> in.transferTo(out)).isInstanceOf(Refused.class);
            assertThatThrownBy(in::read).as("asked again").isInstanceOf(Refused.class);
        }
        return out.toByteArray();
    }

    private void assertRefusedAfter(int chunks, byte[] sealed) throws IOException {
        assertThat(outBeforeRefusal(sealed)).isEqualTo(Arrays.copyOf(plain, chunks * CHUNK));
    }

    @Test
    void noByteCanBeChanged() {
        byte[] small = content(100);
        byte[] good = sealed(small);
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> opened(changed, small)).as("byte %d", i).isInstanceOf(Refused.class);
        }
    }

    @Test
    void nothingCanBeCutOff() {
        byte[] small = content(100);
        byte[] good = sealed(small);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> opened(cut, small)).as("%d bytes", length).isInstanceOf(Refused.class);
        }
    }

    @Test
    void aCutBetweenChunksIsFound() throws IOException {
        for (int chunks = 0; chunks < 4; chunks++) {
            assertRefusedAfter(chunks, Arrays.copyOf(whole, HEADER + chunks * PIECE));
        }
    }

    @Test
    void chunksInAnotherOrderAreFound() throws IOException {
        byte[][] pieces = {piece(whole, 0), piece(whole, 1), piece(whole, 2), piece(whole, 3)};
        assertRefusedAfter(0, joined(header(), pieces[1], pieces[0], pieces[2], pieces[3]));
        assertRefusedAfter(1, joined(header(), pieces[0], pieces[2], pieces[1], pieces[3]));
        assertRefusedAfter(1, joined(header(), pieces[0], pieces[0], pieces[2], pieces[3]));
        assertRefusedAfter(1, joined(header(), pieces[0], pieces[2], pieces[3]));
        assertRefusedAfter(2, joined(header(), pieces[0], pieces[1], pieces[3], pieces[2]));
    }

    @Test
    void whatFollowsTheLastChunkIsFoundBeforeThatComesOut() throws IOException {
        assertRefusedAfter(3, joined(whole, new byte[1]));
        assertRefusedAfter(3, joined(whole, piece(whole, 3)));
        assertRefusedAfter(3, joined(whole, whole));
    }

    @Test
    void chunksOfAnotherFileAreFound() throws IOException {
        byte[] other = plain.clone();
        other[0] ^= 1;
        assertRefusedAfter(
                1, joined(header(), piece(whole, 0), piece(sealed(other), 1), piece(whole, 2), piece(whole, 3)));
        byte[] swapped = joined(Arrays.copyOf(sealed(other), HEADER), Arrays.copyOfRange(whole, HEADER, whole.length));
        assertThatThrownBy(() -> opened(swapped, plain)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> opened(swapped, other)).isInstanceOf(Refused.class);
    }

    @Test
    void theKeyOfAnotherContentOpensNothing() {
        assertThatThrownBy(() -> opened(whole, content(7)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("another key");
    }

    @Test
    void anotherAppsKeyOpensNothing() {
        byte[] wrapped = SECRET.dataKey(key(plain)).wrappedBy(new AppKey(1, APP_KEY));
        byte[] others = APP_KEY.clone();
        others[31] ^= 1;
        assertThatThrownBy(() -> new AppKeys(Map.of(1, others)).open(1, wrapped))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new AppKeys(Map.of(2, APP_KEY)).open(1, wrapped))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("lacks");
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> new AppKeys(Map.of(1, APP_KEY)).open(1, changed))
                    .as("byte %d", i)
                    .isInstanceOf(Refused.class);
        }
    }
}
