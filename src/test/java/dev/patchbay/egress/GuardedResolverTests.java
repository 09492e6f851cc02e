package dev.patchbay.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedResolverTests {
    private final GuardedResolver strict = new GuardedResolver(false, "some.setting");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::1"
            })
    void refusesAddressesInside(String address) {
        assertThatExceptionOfType(ForbiddenAddress.class)
                .isThrownBy(() -> strict.resolve(address))
                .withMessageContaining("some.setting would allow it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2002:5db8:d822::1"})
    void letsAllOthersThrough(String address) throws Exception {
        assertThat(strict.resolve(address)).containsExactly(InetAddress.getByName(address));
    }

    @Test
    void allowsWhatIsAllowed() throws Exception {
        assertThat(new GuardedResolver(true, "some.setting").resolve("127.0.0.1"))
                .hasSize(1);
    }
}
