package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;

class KeyGrantTests {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static KeyGrant grant(String name, Role role, String... apps) {
        return new KeyGrant(name, role, Set.of(apps), null);
    }

    @Test
    void aRoleHasTheRightsOfThoseBeforeIt() {
        assertThat(Role.PUBLISHER.authorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("ROLE_viewer", "ROLE_uploader", "ROLE_publisher");
        assertThat(Role.UPLOADER.includes(Role.PUBLISHER)).isFalse();
    }

    @Test
    void aKeyWithoutAppsIsForAll() {
        assertThat(grant("ci", Role.VIEWER).isFor("demo")).isTrue();
        assertThat(grant("ci", Role.VIEWER, "demo").isFor("demo")).isTrue();
        assertThat(grant("ci", Role.VIEWER, "demo").isFor("Demo")).isFalse();
    }

    @Test
    void onlyAnAdminForAllAppsRulesKeys() {
        assertThat(grant("a", Role.ADMIN).rulesKeys()).isTrue();
        assertThat(grant("a", Role.ADMIN, "demo").rulesKeys()).isFalse();
        assertThat(grant("a", Role.PUBLISHER).rulesKeys()).isFalse();
    }

    @Test
    void expiresAtTheVeryInstant() {
        KeyGrant grant = new KeyGrant("ci", Role.VIEWER, Set.of(), NOW);
        assertThat(grant.isValidAt(NOW.minusNanos(1))).isTrue();
        assertThat(grant.isValidAt(NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "line\nbreak", "nul\u0000", "turn\u202earound"})
    void refusesNamesThatWouldSpoilALog(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> grant(name, Role.VIEWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " demo", "two words", "-demo", "a/b"})
    void refusesNamesThatNoAppHas(String app) {
        assertThatIllegalArgumentException().isThrownBy(() -> grant("ci", Role.VIEWER, app));
    }
}
