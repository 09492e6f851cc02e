package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysFileTests {
    private final Makers makers =
            new Makers("demo", Clock.systemUTC(), Signer.ec().record());

    private static void refused(Object file) {
        byte[] bytes = file instanceof String text ? text.getBytes(UTF_8) : Makers.json(file);
        assertThatThrownBy(() -> KeysFile.read(bytes)).isInstanceOf(Malformed.class);
    }

    @Test
    void countsDifferentKeysOfARole() {
        Signer second = Signer.ec();
        KeysFile keys =
                KeysFile.read(Makers.json(makers.keys(1, List.of(makers.root), List.of(makers.release, second), 2)));
        assertThat(keys.suffice("release", Set.of(makers.release.id()))).isFalse();
        assertThat(keys.suffice("release", Set.of(makers.release.id(), makers.root.id())))
                .isFalse();
        assertThat(keys.suffice("release", Set.of(makers.release.id(), second.id())))
                .isTrue();
    }

    @Test
    void refusesKeysThatAreNotWhatTheySay() {
        String file = new String(makers.keys(1), UTF_8);
        assertThat(KeysFile.read(file.getBytes(UTF_8)).version()).isEqualTo(1);
        refused(file.replace(makers.release.id(), makers.root.id()));
        refused(file.replaceFirst("ecdsa-p256-sha256", "rsa-pkcs1-sha256"));
        refused(file.replaceFirst("ecdsa-p256-sha256", "none"));
        refused(file.replace("\"threshold\":1", "\"threshold\":2"));
        refused(file.replace("\"threshold\":1", "\"threshold\":0"));
        refused(file.replace("\"version\":1", "\"version\":0"));
        refused(file.replace("\"head\":", "\"tail\":"));
    }

    @Test
    void refusesWeakOrForeignKeys() throws Exception {
        makers.release = Signer.rsa(2048);
        refused(makers.keys(1, List.of(makers.root), List.of(makers.release), 1));
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec("secp384r1"));
        makers.release = new Signer("ecdsa-p256-sha256", generator.generateKeyPair());
        refused(makers.keys(1, List.of(makers.root), List.of(makers.release), 1));
    }

    @Test
    void refusesAKeyOrARoleMemberListedTwice() {
        refused(makers.keys(1, List.of(makers.root), List.of(makers.release, makers.release), 1));
        Map<String, Object> file = makers.keys(1, List.of(makers.root), List.of(makers.release), 1);
        file.put("keys", List.of(makers.root.record(), makers.root.record(), makers.release.record()));
        refused(file);
    }
}
