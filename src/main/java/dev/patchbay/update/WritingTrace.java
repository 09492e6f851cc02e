package dev.patchbay.update;

import dev.patchbay.release.State;
import dev.patchbay.rollout.Admission;
import dev.patchbay.trust.AppKey;
import dev.patchbay.update.Explanation.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what a decision considered, in words for people. */
final class WritingTrace extends Trace {
    private final List<Step> steps = new ArrayList<>();

    List<Step> steps() {
        return List.copyOf(steps);
    }

    @Override
    void fits(UpdateCheck check, Line line, Fits fits) {
        int all = line.newestFirst().size();
        int fitting = fits.newestFirst().size();
        String detail = all == 0
                ? "nothing was ever uploaded for this app on " + check.platform()
                : fitting + " of " + all + " releases on " + check.platform() + " are for version " + check.installed();
        note("version", null, fitting == 0 ? "none" : "fits", detail);
    }

    @Override
    void holds(UpdateCheck check, Holdings.@Nullable Holding holding) {
        if (check.held() instanceof Held.Nothing) {
            note("held", null, "nothing", "the device names no content that it has");
        } else if (holding == null) {
            note("held", null, "unknown", "what the device has is not known here for this app, platform and version");
        } else {
            String certain = holding.bytes() == null
                    ? "; its exact bytes are uncertain, so no delta can start from it"
                    : "; its exact bytes are known";
            note("held", holding.release(), "known", "the device has release " + name(holding.release()) + certain);
        }
    }

    @Override
    void notForDevices(Candidate release) {
        if (release.embedded()) {
            note("state", release, "out", "it ships inside the store build and is offered to nobody");
            return;
        }
        String detail = switch (release.state()) {
            case DRAFT -> "it is a draft and the device is not on its allow-list";
            case PAUSED -> "it is paused: nobody new gets it";
            case WITHDRAWN -> release.rolledBack() ? "it was rolled back" : "it is withdrawn";
            case PUBLISHED -> "it is published";
        };
        note("state", release, "out", detail);
    }

    @Override
    void considered(Candidate release, Admission admission) {
        String state = release.state() == State.DRAFT ? "a draft" : "published";
        note("state", release, "in", "it is " + state);
        String percent = BigDecimal.valueOf(release.rollout().hundredths(), 2)
                .stripTrailingZeros()
                .toPlainString();
        String outcome = admission.admitted() ? "in" : "out";
        switch (admission.rule()) {
            case ALLOW_LIST -> note("allow-list", release, outcome, "the device is on the allow-list");
            case TAGS -> note("tags", release, outcome, "it is for devices with other tags: " + tags(release));
            case EVERYBODY -> note("percentage", release, outcome, "it is out for 100 % of the devices");
            case NOBODY -> note("percentage", release, outcome, "it is out for 0 % of the devices");
            case ANONYMOUS ->
                note(
                        "percentage",
                        release,
                        outcome,
                        "it is out for " + percent + " % and the device says nothing that tells it from others");
            case PERCENTAGE ->
                note(
                        "percentage",
                        release,
                        outcome,
                        "bucket " + admission.bucket() + (admission.admitted() ? " < " : " ≥ ")
                                + release.rollout().hundredths() + " (" + percent + " %)");
        }
    }

    @Override
    void struck(Candidate release) {
        note(
                "strike",
                release,
                "out",
                "the device reported that it failed there; clearing its strikes offers it again");
    }

    @Override
    void damaged(Candidate release) {
        note("bytes", release, "out", "its bytes are missing or damaged here; upload the same file again to heal it");
    }

    @Override
    void reachedHeld(Candidate release) {
        note("held", release, "stays", "it is what the device has, and nothing newer is for the device");
    }

    @Override
    void waits(Candidate release) {
        note("load", release, "waits", "downloads exceed patchbay.download.budget, and its priority is idle");
    }

    @Override
    void sealed(UpdateCheck check, Candidate release, Optional<AppKey> key) {
        if (!check.seal().isWanted()) return;
        String detail = key.map(
                        sealing -> "its bytes are sealed with version " + sealing.version() + " of the app's key")
                .orElse(
                        release.full() == null
                                ? "its files lie on a static server, which hands them out as they are"
                                : "the app has no key in use of a version that the device names");
        note("sealed", release, key.isPresent() ? "sealed" : "plain", detail);
    }

    @Override
    void plainRefused(Candidate release) {
        note("sealed", release, "out", "patchbay.sealing.required-for names the app: no device gets plain bytes");
    }

    @Override
    void raised(Candidate between) {
        note("priority", between, "blocking", "the device skips this blocking release, so the offer is blocking too");
    }

    /** The last word: what came of it all. */
    @Override
    void decided(UpdateCheck check, Line line, Holdings.@Nullable Holding holding, UpdateDecision decision) {
        if (!(decision instanceof UpdateDecision.Offer offer)) return;
        note(
                "newest",
                offer.release(),
                "offered",
                "release " + name(offer.release()) + " is the newest for the device");
        String detail = switch (offer.deltaChoice()) {
            case OFFERED -> "a delta is ready" + size(offer.delta());
            case NOT_WANTED -> "the device asks for the full package";
            case NOTHING_HELD -> "the device has nothing known to start a delta from";
            case BASE_UNCERTAIN ->
                "two contents are known for what the device has, so a delta might be for the other one";
            case NOT_READY -> "no delta from what the device has is ready; the list of deltas says why";
            case DAMAGED -> "the delta's bytes are missing or damaged here";
        };
        note("delta", offer.release(), offer.delta() == null ? "full" : "delta", detail);
    }

    private static String size(Candidate.@Nullable ReadyDelta delta) {
        return delta == null ? "" : ": " + delta.size() + " bytes";
    }

    private static String tags(Candidate release) {
        return release.rollout().tags().toString().replace('\n', ' ');
    }

    private static String name(Candidate release) {
        return release.id() + " (jsVersion " + release.jsVersion() + ")";
    }

    private void note(String rule, @Nullable Candidate release, String outcome, String detail) {
        steps.add(new Step(rule, release == null ? null : String.valueOf(release.id()), outcome, detail));
    }
}
