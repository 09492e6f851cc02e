package dev.patchbay.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.storage.PatchbayHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class HeadKeyTests {
    @TempDir
    Path folder;

    private HeadKey keyWith(String given) {
        TrustSettings settings = new TrustSettings(Demand.OPTIONAL, Map.of(), Map.of(), 1, given);
        return new HeadKeyConfiguration()
                .headKey(settings, new PatchbayHome(folder), new SecureRandom(), new MockEnvironment());
    }

    @Test
    void theFirstStartMakesOneThatOnlyTheServersUserCanReadAndLaterStartsUseIt() throws Exception {
        HeadKey first = keyWith(null);
        Path file = folder.resolve("keys/head-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keyWith(null).id()).isEqualTo(first.id());
        assertThat(keyWith(Files.readString(file)).id()).isEqualTo(first.id());
        assertThat(first.toString()).doesNotContain(Files.readString(file).substring(0, 40));
    }

    @Test
    void refusesWhatIsNoPair() {
        String one = HeadKey.newText(new SecureRandom()).strip();
        String other = HeadKey.newText(new SecureRandom()).strip();
        String mixed = one.split(":")[0] + ":" + other.split(":")[1];
        for (String wrong : new String[] {mixed, one + ":", "x:y", one.split(":")[0]}) {
            assertThatThrownBy(() -> keyWith(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("patchbay.trust.head-key")
                    .hasMessageNotContaining(one.split(":")[0]);
        }
    }

    @Test
    void settingsNameWhatIsWrongWithThem() {
        assertThatThrownBy(() -> new TrustSettings(Demand.OFF, Map.of(), Map.of("demo", "not a key"), 1, null))
                .hasMessageContaining("patchbay.trust.jspatch-keys.demo");
        assertThatThrownBy(() -> new TrustSettings(Demand.OFF, Map.of("a b", Demand.OFF), Map.of(), 1, null))
                .hasMessageContaining("patchbay.trust.apps");
        assertThatThrownBy(() -> new TrustSettings(Demand.OFF, Map.of(), Map.of(), -1, null))
                .hasMessageContaining("patchbay.trust.nonces");
        assertThat(new TrustSettings(Demand.OFF, Map.of(), Map.of(), 1, "secret").toString())
                .doesNotContain("secret");
    }
}
