package dev.patchbay.report;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells which releases devices report on at present, to whoever watches them. */
@Component
public class ReportedReleases {
    private final Tallies tallies;

    ReportedReleases(Tallies tallies) {
        this.tallies = tallies;
    }

    /** For each release that devices deal with, how many proven ends were counted here since it was first dealt with. */
    public Map<Long, Long> concluded() {
        return tallies.all().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().concluded()));
    }
}
