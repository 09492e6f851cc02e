package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class KeyRingConfigurationTests {
    private static final Token TOKEN = new Token(
            Token.Kind.MANY_TIMES, Instant.parse("2026-11-22T10:00:00Z"), 7, new BlobKey("ab".repeat(32)), 0, 0);

    @TempDir
    private Path home;

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({PatchbayHome.class, TokenSettings.class})
    static class Needs {}

    private ApplicationContextRunner server() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Needs.class, KeyRingConfiguration.class)
                .withBean(SecureRandom.class)
                .withPropertyValues("patchbay.home=" + home);
    }

    private static ApplicationContextRunner with(ApplicationContextRunner server, String tokenKeys) {
        return server.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("PATCHBAY_TOKEN_KEYS", tokenKeys))));
    }

    @Test
    void keepsTheKeyThatTheFirstStartMade() {
        Link[] links = new Link[2];
        for (int start = 0; start < 2; start++) {
            int at = start;
            server().run(context -> links[at] = context.getBean(KeyRing.class).sign(TOKEN, "patch"));
        }
        assertThat(links[0]).isEqualTo(links[1]);
        assertThat(home.resolve("keys").resolve("token-keys")).isRegularFile();
    }

    @Test
    void takesTheKeysOfAClusterFromTheEnvironmentAndMakesNoneThen() {
        String keys = TestKeys.entry("new") + ", " + TestKeys.entry("old");
        with(server(), keys).run(context -> {
            KeyRing ring = context.getBean(KeyRing.class);
            assertThat(ring.sign(TOKEN, "patch")).isEqualTo(TestKeys.ring("new").sign(TOKEN, "patch"));
            Link old = TestKeys.ring("old").sign(TOKEN, "patch");
            assertThat(ring.openLink(old.token(), "patch")).contains(TOKEN);
        });
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void doesNotStartWithAWeakKeyAndSaysWhatToWrite(CapturedOutput output) {
        with(server(), TestKeys.entry("good") + ",weak:c2hvcnQga2V5").run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .hasRootCauseMessage("key weak has 9 bytes; make one of 32 with: openssl rand -base64 32")
                    .hasStackTraceContaining("PATCHBAY_TOKEN_KEYS), entry 2: ");
        });
        assertThat(output.getAll()).doesNotContain("c2hvcnQga2V5");
    }

    @Test
    void doesNotStartWithATextASequenceOrARepetition() {
        byte[] sequence = new byte[32];
        for (int i = 0; i < 32; i++) sequence[i] = (byte) i;
        byte[] repetition = new byte[64];
        new java.util.Random(4).nextBytes(repetition);
        System.arraycopy(repetition, 0, repetition, 32, 32);
        byte[] text = "correct horse battery staple, 2026".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (byte[] example : new byte[][] {sequence, repetition, text}) {
            with(server(), "k1:" + Base64.getEncoder().encodeToString(example))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasRootCauseMessage("key k1 is not random; make one with: openssl rand -base64 32"));
        }
    }

    @Test
    void aClusterDoesNotStartWithoutKeysThatItsNodesShare() {
        server().withInitializer(context -> context.getEnvironment().addActiveProfile("cluster"))
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(StartRefused.class)
                        .hasStackTraceContaining("give all of them the same PATCHBAY_TOKEN_KEYS=id:key"));
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void doesNotStartWithADamagedKeyFileAndNamesIt() throws IOException {
        Path file = Files.createDirectories(home.resolve("keys")).resolve("token-keys");
        for (String damaged : new String[] {"", "\n", "half:AAA", "no key at all"}) {
            Files.writeString(file, damaged);
            server().run(context -> assertThat(context).getFailure().hasStackTraceContaining(file.toString()));
        }
    }

    @Test
    void rotatesTheKeyFileToo() throws IOException {
        Path file = Files.createDirectories(home.resolve("keys")).resolve("token-keys");
        Files.writeString(file, TestKeys.entry("new") + "\n" + TestKeys.entry("old") + "\n");
        server().run(context -> {
            Link old = TestKeys.ring("old").sign(TOKEN, "patch");
            assertThat(context.getBean(KeyRing.class).openLink(old.token(), "patch"))
                    .contains(TOKEN);
        });
    }

    @Test
    void logsNoKey(CapturedOutput output) {
        server().run(context -> {
            String text = Files.readString(home.resolve("keys").resolve("token-keys"));
            String secret = text.substring(text.indexOf(':') + 1).strip();
            assertThat(output.getAll()).doesNotContain(secret);
            assertThat(context.getBean(KeyRing.class).toString()).doesNotContain(secret);
            assertThat(context.getBean(TokenSettings.class).toString()).doesNotContain(secret);
        });
    }
}
