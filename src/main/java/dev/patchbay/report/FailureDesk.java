package dev.patchbay.report;

import dev.patchbay.release.Network;
import dev.patchbay.report.Report.Proof;
import org.springframework.stereotype.Component;

/** Draws the consequences of what an offer led to: for the device, and for the delta it used. */
@Component
class FailureDesk {
    private final Strikes strikes;
    private final DeltaFailures deltas;
    private final Pseudonyms pseudonyms;

    FailureDesk(Strikes strikes, DeltaFailures deltas, Pseudonyms pseudonyms) {
        this.strikes = strikes;
        this.deltas = deltas;
        this.pseudonyms = pseudonyms;
    }

    /** A delta did its work. */
    void worked(Proof offer) {
        deltas.worked(offer.blob());
    }

    /**
     * Something failed.
     *
     * @param admitted whether the device counts as one of its own beside others of its sender
     */
    void note(Proof offer, boolean byDelta, long device, Network network, boolean admitted) {
        if (offer.toThisDevice()) strikes.add(offer.release(), device, admitted);
        if (byDelta && admitted) {
            // devices behind an undeclared proxy all seem to be this machine
            long sender = network.ownMachine() ? device : pseudonyms.of(network.wider());
            deltas.failed(offer.release(), offer.blob(), device, sender);
        }
    }
}
