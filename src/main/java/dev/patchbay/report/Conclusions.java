package dev.patchbay.report;

import dev.patchbay.release.Network;
import dev.patchbay.report.Report.Proof;
import org.springframework.stereotype.Component;

/** Counts how an offer ended on a device: the release is installed, or it failed. */
@Component
class Conclusions {
    private final Tallies tallies;
    private final Pseudonyms pseudonyms;
    private final Senders senders;
    private final FailureDesk failures;
    private final RecentSet counted = new RecentSet(17);

    Conclusions(Tallies tallies, Pseudonyms pseudonyms, Senders senders, FailureDesk failures) {
        this.tallies = tallies;
        this.pseudonyms = pseudonyms;
        this.senders = senders;
        this.failures = failures;
    }

    void count(Report report, Proof offer, boolean byDelta) {
        Network network = Network.of(report.address());
        long device = deviceOf(report, offer, network);
        long once = Pseudonyms.both(
                Pseudonyms.both(offer.release(), device), report.status().ordinal());
        Tally tally = tallies.of(offer.release());
        if (tally == null || !counted.add(once)) return;
        boolean admitted = senders.admits(offer.release(), device, network);
        boolean failed = report.status() == Status.FAILED;
        tally.count(Measure.bound(report.status(), byDelta));
        if (admitted) tally.conclude(failed, device);
        if (failed) {
            tally.count(Fingerprint.of(report.reason()), admitted);
            failures.note(offer, byDelta, device, network, admitted);
        } else if (byDelta && admitted) {
            failures.worked(offer);
        }
    }

    private long deviceOf(Report report, Proof offer, Network network) {
        if (offer.toThisDevice()) return pseudonyms.of(report.device().text());
        return offer.nonce() != 0 ? pseudonyms.ofOffer(offer.nonce()) : pseudonyms.of(network.text());
    }
}
