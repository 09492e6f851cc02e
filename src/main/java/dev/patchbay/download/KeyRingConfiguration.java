package dev.patchbay.download;

import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.SecretFile;
import dev.patchbay.storage.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Takes the token keys from the settings or, on a server of its own, from a file that the first start makes. */
@Configuration(proxyBeanMethods = false)
class KeyRingConfiguration {
    private static final String FILE = "token-keys";
    private static final int KEY_LENGTH = 32;

    @Bean
    KeyRing tokenKeyRing(TokenSettings settings, PatchbayHome home, SecureRandom random, Environment environment) {
        if (!settings.keys().isEmpty()) {
            return KeyRing.of(settings.keys(), "patchbay.token.keys (PATCHBAY_TOKEN_KEYS)");
        }
        if (environment.matchesProfiles("cluster")) {
            throw new StartRefused("The nodes of a cluster honour each other's links: give all of them the same"
                    + " PATCHBAY_TOKEN_KEYS=id:key, the key made once with: openssl rand -base64 32");
        }
        Path folder = home.keys();
        try {
            List<String> lines = SecretFile.readOrCreate(folder, FILE, () -> newKey(random))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return KeyRing.of(lines, folder.resolve(FILE).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the token keys in " + folder.resolve(FILE), e);
        }
    }

    private static String newKey(SecureRandom random) {
        byte[] id = new byte[4];
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(id);
        random.nextBytes(key);
        return HexFormat.of().formatHex(id) + ":" + Base64.getEncoder().encodeToString(key) + "\n";
    }
}
