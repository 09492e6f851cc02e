package dev.patchbay.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param trustedProxies addresses and ranges (CIDR) of the proxies whose word on the client is believed
 */
@ConfigurationProperties("patchbay")
record ProxySettings(@DefaultValue List<AddressRange> trustedProxies) {
    boolean trusts(String address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /** One on this machine may ask for what does it no harm without being named. */
    boolean mayBeOne(String address) {
        return Addresses.isLoopback(address) || trusts(address);
    }
}
