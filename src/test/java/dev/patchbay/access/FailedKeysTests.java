package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.SettableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailedKeysTests {
    private static final KeyHolder HOLDER = new KeyHolder("1", new KeyGrant("ci", Role.UPLOADER, Set.of(), null));

    private final SettableClock clock = new SettableClock("2030-01-01T00:00:00Z");
    private final FailedKeys failures = new FailedKeys(clock);

    private void failFortyTimes(String address) {
        for (int i = 0; i < 40; i++) {
            failures.admit(address, null);
            failures.failed(address);
        }
    }

    @Test
    void theFortyFirstKeyWithinAMinuteHasToWaitUntilItIsOver() {
        failFortyTimes("203.0.113.9");
        clock.advance(Duration.ofSeconds(20));

        assertThatExceptionOfType(TooManyFailedKeys.class)
                .isThrownBy(() -> failures.admit("203.0.113.9", HOLDER))
                .matches(e -> e.retryAfter().equals(Duration.ofSeconds(40)));
    }

    @Test
    void afterAMinuteKeysAreLookedAtAgain() {
        failFortyTimes("203.0.113.9");
        clock.advance(Duration.ofSeconds(60));

        assertThatCode(() -> failures.admit("203.0.113.9", null)).doesNotThrowAnyException();
    }

    @Test
    void otherAddressesGoOn() {
        failFortyTimes("203.0.113.9");

        assertThatCode(() -> failures.admit("203.0.113.10", null)).doesNotThrowAnyException();
    }

    @Test
    void aKeyThatWasRightFromThereBeforeGoesOn() {
        failures.succeeded("203.0.113.9", HOLDER);
        failFortyTimes("203.0.113.9");

        assertThatCode(() -> failures.admit("203.0.113.9", HOLDER)).doesNotThrowAnyException();
        assertThatExceptionOfType(TooManyFailedKeys.class).isThrownBy(() -> failures.admit("203.0.113.9", null));
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountAsOne() {
        failFortyTimes("2001:db8:1:2::1");

        assertThatExceptionOfType(TooManyFailedKeys.class).isThrownBy(() -> failures.admit("2001:db8:1:2:3::9", null));
        assertThatCode(() -> failures.admit("2001:db8:1:3::1", null)).doesNotThrowAnyException();
    }
}
