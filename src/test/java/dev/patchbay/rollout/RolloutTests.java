package dev.patchbay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.release.DeviceId;
import dev.patchbay.release.TagRule;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTests {
    private static final String SALT = "00112233445566778899aabbccddeeff";
    private static final Devices BY_ADDRESS = new Devices(new RolloutSettings(RolloutSettings.Anonymous.ADDRESS));
    private static final Devices NEVER = new Devices(new RolloutSettings(RolloutSettings.Anonymous.NEVER));

    @ParameterizedTest
    @CsvSource({
        // allowed, tag fits, hundredths; admitted, by which rule
        "true,  true,      0, true,  ALLOW_LIST",
        "true,  false,     0, true,  ALLOW_LIST",
        "true,  false, 10000, true,  ALLOW_LIST",
        "false, false, 10000, false, TAGS",
        "false, false,  5000, false, TAGS",
        "false, true,  10000, true,  EVERYBODY",
        "false, true,      0, false, NOBODY",
        "false, true,   9999, true,  PERCENTAGE",
        "false, true,      1, false, PERCENTAGE"
    })
    void theFirstRuleThatAppliesDecides(
            boolean allowed, boolean tagged, int hundredths, boolean admitted, Admission.Rule rule) {
        DeviceId id = DeviceId.of("phone");
        Rollout rollout = new Rollout(
                hundredths,
                SALT,
                allowed ? Set.of(id) : Set.of(),
                new TagRule(Map.of("region", Set.of(tagged ? "cn" : "sg"))));

        Admission admission = rollout.admit(new Device(id, "192.0.2.1", Map.of("region", "cn")));

        assertThat(admission.admitted()).isEqualTo(admitted);
        assertThat(admission.rule()).isEqualTo(rule);
        if (rule == Admission.Rule.PERCENTAGE) assertThat(admission.bucket()).isEqualTo(Cohort.bucket(SALT, "phone"));
    }

    @Test
    void everyNamedTagMustBeThereWithAListedValue() {
        TagRule rule = new TagRule(Map.of("region", Set.of("cn", "sg"), "group", Set.of("beta")));
        assertThat(rule.admits(Map.of("region", "sg", "group", "beta", "model", "x")))
                .isTrue();
        assertThat(rule.admits(Map.of("region", "sg"))).isFalse();
        assertThat(rule.admits(Map.of("region", "us", "group", "beta"))).isFalse();
        assertThat(TagRule.EVERYBODY.admits(Map.of())).isTrue();
    }

    @Test
    void aDeviceWithoutAnIdIsKnownByItsAddress() {
        Device first = BY_ADDRESS.identify(null, "192.0.2.1", Map.of());
        assertThat(first.key()).isEqualTo("192.0.2.1");
        assertThat(BY_ADDRESS
                        .identify(DeviceId.of("phone"), "192.0.2.1", Map.of())
                        .key())
                .isEqualTo("phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0DB8:0001:0002::42"})
    void ofIpv6TheFirst64BitsCount(String address) {
        assertThat(BY_ADDRESS.identify(null, address, Map.of()).key())
                .isEqualTo(BY_ADDRESS.identify(null, "2001:db8:1:2::", Map.of()).key())
                .isNotEqualTo(
                        BY_ADDRESS.identify(null, "2001:db8:1:3::1", Map.of()).key());
    }

    @Test
    void anIpv4AddressWrittenAsIpv6IsTheSameDevice() {
        assertThat(BY_ADDRESS.identify(null, "::ffff:192.0.2.1", Map.of()).key())
                .isEqualTo("192.0.2.1");
    }

    @Test
    void whereAddressesDoNotCountAnAnonymousDeviceWaitsForEverybody() {
        Device anonymous = NEVER.identify(null, "192.0.2.1", Map.of());
        assertThat(new Rollout(9999, SALT, Set.of(), TagRule.EVERYBODY).admit(anonymous))
                .isEqualTo(Admission.ANONYMOUS);
        assertThat(new Rollout(10_000, SALT, Set.of(), TagRule.EVERYBODY).admit(anonymous))
                .isEqualTo(Admission.EVERYBODY);
    }

    @Test
    void anAddressIsOnNoAllowList() {
        Device anonymous = BY_ADDRESS.identify(null, "192.0.2.1", Map.of());
        assertThat(new Rollout(0, SALT, Set.of(DeviceId.of("192.0.2.1")), TagRule.EVERYBODY).allows(anonymous))
                .isFalse();
    }
}
