package dev.patchbay.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTests {
    @Test
    void ofIpv4TheWholeAddressCounts() {
        assertThat(Network.of("203.0.113.7")).isEqualTo(new Network("203.0.113.7", "203.0.113", false));
    }

    @Test
    void ofIpv6TheFirst64BitsCount() {
        assertThat(Network.of("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(Network.of("2001:db8:1:2::9"))
                .isEqualTo(new Network("20010db800010002", "20010db80001", false));
    }

    @Test
    void anIpv4AddressInIpv6ClothesIsAnIpv4Address() {
        assertThat(Network.of("::ffff:203.0.113.7")).isEqualTo(Network.of("203.0.113.7"));
    }

    @Test
    void knowsThisMachine() {
        assertThat(Network.of("127.0.0.1").ownMachine()).isTrue();
        assertThat(Network.of("::1").ownMachine()).isTrue();
        assertThat(Network.of("12.7.0.1").ownMachine()).isFalse();
    }

    @Test
    void whatIsNoAddressStandsForItself() {
        assertThat(Network.of("unknown").text()).isEqualTo("unknown");
        assertThat(Network.of("a:b:c").text()).isEqualTo("a:b:c");
    }
}
