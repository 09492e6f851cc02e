package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.StartRefused;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTests {
    private static final BlobKey BLOB = new BlobKey("ab".repeat(32));
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final KeyRing ring = TestKeys.ring("one");
    private final Token token =
            new Token(Token.Kind.ONCE, Instant.parse("2026-11-22T10:00:00.123Z"), -7, BLOB, 0x8877665544332211L, 42);
    private final Link link = ring.sign(token, "patch");

    @Test
    void readsBackWhatItSigned() {
        assertThat(ring.openLink(link.token(), "patch")).contains(token);
        assertThat(ring.openOffer(link.offer())).contains(token);
    }

    @Test
    void signsInTheUrlAlphabetWithoutPadding() {
        assertThat(link.token()).matches("[A-Za-z0-9_-]{124}");
        assertThat(link.offer()).matches("[A-Za-z0-9_-]{116}patch");
    }

    @Test
    void refusesALinkWithAnySingleBitChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(link.token());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(ring.openLink(text, "patch")).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void refusesALinkWithAnySingleBitOfAnyCharacterChanged() {
        for (int at = 0; at < link.token().length(); at++) {
            for (int bit = 0; bit < 16; bit++) {
                StringBuilder changed = new StringBuilder(link.token());
                changed.setCharAt(at, (char) (changed.charAt(at) ^ (1 << bit)));
                assertThat(ring.openLink(changed.toString(), "patch"))
                        .as("character %d, bit %d", at, bit)
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesALinkWithAnyCharacterReplaced() {
        for (int at = 0; at < link.token().length(); at++) {
            for (char c : ALPHABET.toCharArray()) {
                if (c == link.token().charAt(at)) continue;
                String changed =
                        link.token().substring(0, at) + c + link.token().substring(at + 1);
                assertThat(ring.openLink(changed, "patch")).as(changed).isEmpty();
            }
        }
    }

    @Test
    void refusesAnOfferWithAnySingleBitChanged() {
        for (int at = 0; at < link.offer().length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                StringBuilder changed = new StringBuilder(link.offer());
                changed.setCharAt(at, (char) (changed.charAt(at) ^ (1 << bit)));
                assertThat(ring.openOffer(changed.toString()))
                        .as(changed.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesOtherSpellingsOfTheSameBytes() {
        String text = link.token();
        assertThat(ring.openLink(text + "=", "patch")).isEmpty();
        assertThat(ring.openLink(text + "==", "patch")).isEmpty();
        assertThat(ring.openLink(" " + text, "patch")).isEmpty();
        assertThat(ring.openLink(text + "\n", "patch")).isEmpty();
        assertThat(ring.openLink(text.substring(0, 60) + "\r\n" + text.substring(60), "patch"))
                .isEmpty();
        assertThat(ring.openLink(text.substring(0, 123) + "=", "patch")).isEmpty();
        assertThat(ring.openLink(text.substring(0, 122) + "==", "patch")).isEmpty();

        String standard =
                Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(text));
        assertThat(standard).as("has characters that differ").isNotEqualTo(text);
        assertThat(ring.openLink(standard, "patch")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "=", "%00", "../../etc/passwd", "\u0000", "é", "😀"})
    void refusesWhatIsNoTokenAtAll(String text) {
        assertThat(ring.openLink(text, "patch")).isEmpty();
        assertThat(ring.openLink(text.repeat(124).substring(0, Math.min(124, text.length() * 124)), "patch"))
                .isEmpty();
        assertThat(ring.openOffer(text)).isEmpty();
    }

    @Test
    void refusesALinkOnAnotherRoute() {
        assertThat(ring.openLink(link.token(), "3bc22fb7aaebe9c8c5d7de312b876bb8"))
                .isEmpty();
        assertThat(ring.openLink(link.token(), "")).isEmpty();
    }

    @Test
    void takesNoOfferForALinkAndNoLinkForAnOffer() {
        assertThat(ring.openLink(link.offer(), "patch")).isEmpty();
        assertThat(ring.openLink(link.offer(), "")).isEmpty();
        assertThat(ring.openOffer(link.token())).isEmpty();
        assertThat(ring.openOffer(link.token() + "patch")).isEmpty();
        String headOfOffer = link.offer().substring(0, 116);
        assertThat(ring.openLink(headOfOffer + link.token().substring(116), "patch"))
                .isEmpty();
    }

    @Test
    void acceptsOldLinksWhileTheOldKeyIsStillThere() {
        KeyRing rotated = TestKeys.ring("two", "one");
        assertThat(rotated.openLink(link.token(), "patch")).contains(token);
        assertThat(rotated.openOffer(link.offer())).contains(token);

        Link fresh = rotated.sign(token, "patch");
        assertThat(fresh.token()).isNotEqualTo(link.token());
        assertThat(rotated.openLink(fresh.token(), "patch")).contains(token);
        assertThat(TestKeys.ring("two").openLink(fresh.token(), "patch")).contains(token);
        assertThat(TestKeys.ring("two").openLink(link.token(), "patch")).isEmpty();
    }

    @Test
    void doesNotAcceptAnotherKeyUnderTheSameId() {
        String stolenId = "one:" + TestKeys.entry("two").substring("two:".length());
        assertThat(KeyRing.of(List.of(stolenId), "test").openLink(link.token(), "patch"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nocolon",
                ":AAAA",
                "space id:AAAA",
                "idistoolong:AAAA",
                "id:",
                "id:s3cret?s3cret?s3cret?s3cret?s3cret?s3cret?",
                "id:c2hvcnQ=",
                "id:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "id:cGFzc3dvcmRwYXNzd29yZHBhc3N3b3JkcGFzc3dvcmQ="
            })
    void refusesWeakAndMalformedKeysWithoutQuotingThem(String entry) {
        String secret = entry.substring(entry.indexOf(':') + 1);
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> KeyRing.of(List.of(TestKeys.entry("one"), entry), "PATCHBAY_TOKEN_KEYS"))
                .withMessageStartingWith("PATCHBAY_TOKEN_KEYS, entry 2: ")
                .satisfies(e -> {
                    if (secret.length() > 8) assertThat(stackTrace(e)).doesNotContain(secret.substring(0, 8));
                });
    }

    private static String stackTrace(Throwable e) {
        StringWriter out = new StringWriter();
        e.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }

    @Test
    void refusesTwoKeysWithOneId() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> TestKeys.ring("one", "one"))
                .withMessageContaining("two keys have the id one");
    }

    @Test
    void refusesToBeEmpty() {
        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> KeyRing.of(List.of(), "the file"));
    }

    @Test
    void printsNoSecret() {
        String secret = TestKeys.entry("one").substring(4);
        assertThat(TokenKey.of("one:" + secret).toString()).isEqualTo("TokenKey[one]");
        assertThat(new TokenSettings(List.of("one:" + secret)).toString()).doesNotContain(secret);
        assertThat(link.toString()).doesNotContain(link.token()).doesNotContain(link.offer());
    }
}
