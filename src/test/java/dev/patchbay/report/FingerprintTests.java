package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTests {
    private static void assertSame(String one, String other, String example) {
        assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other));
        assertThat(Fingerprint.of(one).example()).isEqualTo(example);
    }

    @Test
    void numbersDoNotMatter() {
        assertSame("HTTP 404 after 12 tries", "http 503 after 7 tries", "http # after # tries");
    }

    @Test
    void idsDoNotMatter() {
        assertSame(
                "session 3f2a9c10-77aa-4bcd-9e11-0011223344ff at 0x7fff5fbff8a0",
                "session 0a1b2c3d-0000-4000-8000-aabbccddeeff at 0x1",
                "session <id> at <id>");
    }

    @Test
    void wordsOfHexLettersAreStillWords() {
        assertThat(Fingerprint.of("facade decade").example()).isEqualTo("facade decade");
    }

    @Test
    void pathsAndAddressesDoNotMatter() {
        assertSame(
                "cannot open /var/mobile/Containers/8A7/patch.zip",
                "cannot open /private/var/tmp/x.zip",
                "cannot open <path>");
        assertSame(
                "get https://a.example/one/two failed", "get https://b.example/three/four failed", "get <path> failed");
    }

    @Test
    void keepsNobodysMailAddress() {
        assertThat(Fingerprint.of("no rights for jane.doe@example.com").example())
                .isEqualTo("no rights for <mail>");
    }

    @Test
    void differentReasonsStayApart() {
        assertThat(Fingerprint.of("no space left").id())
                .isNotEqualTo(Fingerprint.of("bad signature").id());
    }

    @Test
    void controlAndDirectionCharactersGo() {
        assertThat(Fingerprint.of("a\u0000b\u202ec\r\nd\u001b[31m").example()).isEqualTo("a b c d [#m");
    }

    @Test
    void nothingIsAReasonToo() {
        assertThat(Fingerprint.of(" \n").example()).isEqualTo("(no reason given)");
    }

    @Test
    void anyTextIsBoundedAndQuicklyRead() {
        Random random = new Random(3);
        String[] pieces = {"/", "\\", "a", "0", "@", ".", "-", "é", "0x", "\u202e", " ", "file:/", "<", "\ud800"};
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            String favourite = pieces[random.nextInt(pieces.length)];
            for (int n = random.nextInt(4_000); n > 0; n--) {
                text.append(random.nextInt(5) > 0 ? favourite : pieces[random.nextInt(pieces.length)]);
            }
            Fingerprint print = Fingerprint.of(text.toString());
            assertThat(print.example().length()).isBetween(1, Fingerprint.LONGEST);
            assertThat(print.id()).matches("[0-9a-f]{16}");
        }
        assertThat(threads.getCurrentThreadCpuTime() - begun).isLessThan(10_000_000_000L);
    }
}
