package dev.patchbay.report;

import dev.patchbay.nodes.SharedSecrets;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * Puts a number in the place of a device's id or address, the only form in which any of them is kept: the first 64 bits of
 * SHA-256 over a secret of this installation and the text. Who does not know the secret can neither tell whose number it
 * is nor find an id that has a given number, so nobody can aim at a sketch.
 */
@Component
class Pseudonyms {
    private static final String FILE = "device-salt";
    private static final int SALT_LENGTH = 32;

    private final byte[] salt;

    Pseudonyms(ReportSettings settings, PatchbayHome home, SharedSecrets shared, SecureRandom random) {
        String text = settings.salt().isEmpty() ? made(home, shared, random) : settings.salt();
        this.salt = DigestUtils.sha256(text.strip());
    }

    /** Nodes of a cluster share it with the sketches that are made with it. */
    private static String made(PatchbayHome home, SharedSecrets shared, SecureRandom random) {
        Optional<String> ofAllNodes = shared.readOrCreate(FILE, () -> fresh(random));
        if (ofAllNodes.isPresent()) return ofAllNodes.get();
        try {
            return SecretFile.readOrCreate(home.keys(), FILE, () -> fresh(random));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + home.keys().resolve(FILE), e);
        }
    }

    private static String fresh(SecureRandom random) {
        byte[] fresh = new byte[SALT_LENGTH];
        random.nextBytes(fresh);
        return HexFormat.of().formatHex(fresh) + "\n";
    }

    /** Of a device's id, or of the address that stands for it. */
    long of(String text) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(salt);
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Of a device that only its offer tells from others. */
    long ofOffer(long nonce) {
        return of("\0" + nonce);
    }

    /** A number for two numbers together, mixed well (the finaliser of SplitMix64). */
    static long both(long one, long other) {
        long mixed = one * 0x9e3779b97f4a7c15L + other;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
