package dev.patchbay.trust;

import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Takes the secret from the settings or, on a server of its own, from a file that the first start makes. */
@Configuration(proxyBeanMethods = false)
class SealSecretConfiguration {
    private static final String FILE = "sealing-secret";

    @Bean
    SealSecret sealSecret(SealSettings settings, PatchbayHome home, SecureRandom random, Environment environment) {
        String chosen = settings.secret();
        if (chosen != null && !chosen.isBlank()) {
            return SealSecret.of(chosen, "patchbay.sealing.secret (PATCHBAY_SEALING_SECRET)");
        }
        // of its own it would wrap keys that no other node could open
        if (environment.matchesProfiles("cluster")) return SealSecret.none();
        Path folder = home.keys();
        try {
            String made = SecretFile.readOrCreate(folder, FILE, () -> newSecret(random));
            return SealSecret.of(made, folder.resolve(FILE).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the secret in " + folder.resolve(FILE), e);
        }
    }

    private static String newSecret(SecureRandom random) {
        byte[] secret = new byte[Cryptography.KEY];
        random.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret) + "\n";
    }
}
