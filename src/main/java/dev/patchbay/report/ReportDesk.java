package dev.patchbay.report;

import dev.patchbay.report.KnownReleases.Known;
import dev.patchbay.report.Report.Proof;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes reports in. One that brings an offer of this server, made for the device that reports and for the release it names,
 * is bound; all others are counted apart, as nothing but a sum, since anybody can send them.
 *
 * <p>Of bound reports each counts once for a device, a release and a status. Who a device is: the one an offer was made for;
 * for an offer made for no device in particular the offer itself; for one given to many (weex-eros) the network it
 * comes from. The sums are exact as long as a repetition comes within some hundred thousand other reports, and may count
 * it again later or after a restart. The numbers of devices do not: their {@link Sketch sketches} are kept and
 * know a device that they saw once. Those, the failure groups and the strikes that push others out take the devices of one
 * sender only as far as {@link Senders} lets them.
 */
@Component
public class ReportDesk {
    private static final List<String> KINDS = List.of("bound", "unbound", "unknown");

    private final KnownReleases releases;
    private final Tallies tallies;
    private final DeliveryCounter deliveries;
    private final Conclusions conclusions;
    private final ReportSettings settings;
    private final Clock clock;
    private final MeterRegistry metrics;

    ReportDesk(
            KnownReleases releases,
            Tallies tallies,
            DeliveryCounter deliveries,
            Conclusions conclusions,
            ReportSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.releases = releases;
        this.tallies = tallies;
        this.deliveries = deliveries;
        this.conclusions = conclusions;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        // those that never happened are zero, not missing
        for (Status status : Status.values()) {
            for (String kind : KINDS) metrics.counter("patchbay.reports", "status", status.toString(), "kind", kind);
        }
    }

    /** Counts a report; one about a release that is not known here is dropped. */
    public void take(Report report) {
        String kind;
        if (takeBound(report)) kind = "bound";
        else kind = takeUnbound(report) ? "unbound" : "unknown";
        metrics.counter("patchbay.reports", "status", report.status().toString(), "kind", kind)
                .increment();
    }

    private boolean takeBound(Report report) {
        Proof offer = report.proof();
        if (offer == null || clock.instant().isAfter(offer.expiry().plus(settings.offerTtl()))) return false;
        Known release = releases.get(offer.release());
        if (release == null || !release.isCalled(report.app(), report.platform(), report.jsVersion())) return false;
        if (report.status() == Status.DOWNLOADED) {
            deliveries.delivered(offer.release(), offer.blob(), offer.nonce(), report.address());
        } else {
            conclusions.count(
                    report, offer, !release.fulls().contains(offer.blob().sha256()));
        }
        return true;
    }

    private boolean takeUnbound(Report report) {
        Optional<Long> release = releases.find(report.app(), report.platform(), report.jsVersion());
        release.map(tallies::of).ifPresent(tally -> tally.count(Measure.unbound(report.status())));
        return release.isPresent();
    }
}
