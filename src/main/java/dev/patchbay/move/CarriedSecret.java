package dev.patchbay.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A secret that the old server kept in a file and the nodes get as a setting.
 *
 * @param variable the environment variable that sets it
 * @param purpose what does not work without it
 * @param file where the old server kept it
 * @param value null when there is no such file: then the old server had it as a setting itself, or never needed it
 */
public record CarriedSecret(
        String variable,
        String purpose,
        Path file,
        @Nullable String value) {

    static List<CarriedSecret> in(Path keys) throws IOException {
        List<CarriedSecret> all = new ArrayList<>();
        all.add(of("PATCHBAY_TOKEN_KEYS", "links and offers made before", keys.resolve("token-keys")));
        all.add(of("PATCHBAY_SEALING_SECRET", "sealed packages and the keys of apps", keys.resolve("sealing-secret")));
        all.add(of("PATCHBAY_TRUST_HEADKEY", "head records that devices trust", keys.resolve("head-key")));
        return all;
    }

    private static CarriedSecret of(String variable, String purpose, Path file) throws IOException {
        if (!Files.isRegularFile(file)) return new CarriedSecret(variable, purpose, file, null);
        String value = Files.readString(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(","));
        return new CarriedSecret(variable, purpose, file, value);
    }

    /** As a file of settings has it; base64 needs no quotes. */
    public String line() {
        return variable + "=" + value;
    }

    /** Whatever prints this must not print the secret. */
    @Override
    public String toString() {
        return "CarriedSecret[" + variable + "]";
    }
}
