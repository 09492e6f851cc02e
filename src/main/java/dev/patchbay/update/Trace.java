package dev.patchbay.update;

import dev.patchbay.rollout.Admission;
import dev.patchbay.trust.AppKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens while a decision is made. Checks use the silent one, explanations one that writes down what it hears. */
class Trace {
    static final Trace SILENT = new Trace();

    /** These releases are for the installed version. */
    void fits(UpdateCheck check, Line line, Fits fits) {}

    /** This is what the device has. */
    void holds(UpdateCheck check, Holdings.@Nullable Holding holding) {}

    /** The release's state keeps it from every device, or from this one. */
    void notForDevices(Candidate release) {}

    /** The release is for devices; the rollout said whether for this one. */
    void considered(Candidate release, Admission admission) {}

    /** The release is for this device, which could not install it. */
    void struck(Candidate release) {}

    /** The release is for this device but its bytes are missing or wrong. */
    void damaged(Candidate release) {}

    /** Nothing newer than what the device has is for it. */
    void reachedHeld(Candidate release) {}

    /** The release can wait, and there are too many downloads at present. */
    void waits(Candidate release) {}

    /** The release is for this device; this key, if any, seals its bytes. */
    void sealed(UpdateCheck check, Candidate release, Optional<AppKey> key) {}

    /** The app's devices get sealed bytes alone, and this one gets none. */
    void plainRefused(Candidate release) {}

    /** An older release that the device skips makes the offer blocking. */
    void raised(Candidate between) {}

    /** This is what the device is told. */
    void decided(UpdateCheck check, Line line, Holdings.@Nullable Holding holding, UpdateDecision decision) {}
}
