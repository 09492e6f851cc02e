package dev.patchbay.trust;

import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Takes the head key from the settings or, on a server of its own, from a file that the first start makes. */
@Configuration(proxyBeanMethods = false)
class HeadKeyConfiguration {
    private static final String FILE = "head-key";
    private static final Logger LOG = LoggerFactory.getLogger(HeadKeyConfiguration.class);

    @Bean
    HeadKey headKey(TrustSettings settings, PatchbayHome home, SecureRandom random, Environment environment) {
        String given = settings.headKey();
        if (given != null && !given.isBlank()) return HeadKey.of(given, "patchbay.trust.head-key");
        if (environment.matchesProfiles("cluster")) {
            LOG.warn(
                    "Each node signs head records with a key of its own: devices of apps that sign their releases believe only"
                            + " those in the keys file; give all nodes the same PATCHBAY_TRUST_HEADKEY");
        }
        Path folder = home.keys();
        try {
            String text = SecretFile.readOrCreate(folder, FILE, () -> HeadKey.newText(random));
            return HeadKey.of(text, folder.resolve(FILE).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the head key in " + folder.resolve(FILE), e);
        }
    }
}
