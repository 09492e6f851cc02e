package dev.patchbay.access;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param enabled whether requests and connections are counted; what comes too slowly is cut either way
 * @param exempt addresses and ranges (CIDR) that are never counted
 * @param checks of one address
 * @param downloads of one address
 * @param reports of one address
 * @param management all other requests of one address
 * @param keys requests with one key, wherever they come from
 * @param connectionsPerAddress how many an address may have open at once
 * @param patience how long the head of a request may take, and how long a body or an answer may stand still
 * @param slowest bytes a second that a body or an answer has to move, on average
 */
@ConfigurationProperties("patchbay.limits")
record LimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue({"127.0.0.0/8", "::1"}) List<AddressRange> exempt,
        @DefaultValue("20000 then 2000/s") Rate checks,
        @DefaultValue("5000 then 500/s") Rate downloads,
        @DefaultValue("5000 then 500/s") Rate reports,
        @DefaultValue("1000 then 50/s") Rate management,
        @DefaultValue("2000 then 100/s") Rate keys,
        @DefaultValue("2000") int connectionsPerAddress,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("1KB") DataSize slowest) {

    LimitSettings {
        if (connectionsPerAddress < 1) {
            throw new IllegalArgumentException("patchbay.limits.connections-per-address: write 1 or more");
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("patchbay.limits.patience: write 1s or more");
        }
        if (slowest.toBytes() < 1) {
            throw new IllegalArgumentException("patchbay.limits.slowest: write the bytes of a second, such as 1KB");
        }
    }

    /** Whether requests and connections from there are not counted at all. */
    boolean isExempt(String address) {
        return !enabled || exempt.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * How many requests are let through.
     *
     * @param burst at once, after a pause
     * @param perSecond from then on
     */
    record Rate(int burst, int perSecond) {
        private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8}) then ([1-9][0-9]{0,8})/s");

        /** Public so that Spring finds it when it binds the settings. */
        public static Rate of(String text) {
            Matcher matcher = TEXT.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a rate; write one like 5000 then 500/s");
            }
            return new Rate(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
    }
}
