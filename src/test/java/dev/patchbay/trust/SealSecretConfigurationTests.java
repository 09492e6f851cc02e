package dev.patchbay.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.storage.PatchbayHome;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SealSecretConfigurationTests {
    @TempDir
    private Path home;

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({PatchbayHome.class, SealSettings.class})
    static class Needs {}

    private ApplicationContextRunner server() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Needs.class, SealSecretConfiguration.class)
                .withBean(SecureRandom.class)
                .withPropertyValues("patchbay.home=" + home);
    }

    private ApplicationContextRunner node() {
        return server().withInitializer(context -> context.getEnvironment().addActiveProfile("cluster"));
    }

    @Test
    void aServerOfItsOwnMakesOne() {
        server().run(context -> assertThat(context).hasSingleBean(SealSecret.class));
        assertThat(home.resolve("keys").resolve("sealing-secret")).isRegularFile();
    }

    /** What one node wraps, no other could unwrap, not even at its next start. */
    @Test
    void aNodeMakesNoneOfItsOwnAndWrapsNothing() {
        node().run(context -> assertThatThrownBy(() ->
                        context.getBean(SealSecret.class).wrap("hot", new AppKey(1, new byte[Cryptography.KEY])))
                .isInstanceOf(NoSealSecret.class)
                .hasMessageContaining("give all of them the same PATCHBAY_SEALING_SECRET"));
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void aNodeTakesTheOneItIsGiven() {
        String secret = Base64.getEncoder().encodeToString(new byte[Cryptography.KEY]);
        node().withPropertyValues("patchbay.sealing.secret=" + secret)
                .run(context -> assertThat(context).hasSingleBean(SealSecret.class));
        assertThat(home.resolve("keys")).doesNotExist();
    }
}
