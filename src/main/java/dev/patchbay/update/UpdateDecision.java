package dev.patchbay.update;

import dev.patchbay.release.Content;
import dev.patchbay.release.Priority;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.AppKey;
import org.jspecify.annotations.Nullable;

/** What a device is told: an offer, or why it stays with what it has. */
public sealed interface UpdateDecision {

    /**
     * The device gets a release.
     *
     * @param delta the way there; null for the full package
     * @param priority what the release asks, raised where a blocking one lies between
     * @param deltaChoice why there is a delta, or why there is none
     * @param seal with which key the bytes are sealed; null when they are sent plain
     */
    record Offer(
            Candidate release,
            Candidate.@Nullable ReadyDelta delta,
            Priority priority,
            DeltaChoice deltaChoice,
            @Nullable AppKey seal)
            implements UpdateDecision {

        /**
         * The stored bytes that travel: those of the delta, or of the full package.
         *
         * @throws IllegalStateException when they lie under a jsPath
         */
        public BlobKey bytes() {
            return delta == null || delta.blob() == null ? full().key() : delta.blob();
        }

        /** How many these are. */
        public long size() {
            return delta == null ? full().size() : delta.size();
        }

        private Content full() {
            if (release.full() != null) return release.full();
            throw new IllegalStateException("release " + release.id() + " has no bytes here");
        }
    }

    /** The device stays with what it has. */
    sealed interface Stay extends UpdateDecision {}

    /**
     * Nothing was ever published for the app and platform.
     *
     * @param known whether the device holds something that is known here (it ships inside the store build)
     */
    record NothingPublished(boolean known) implements Stay {}

    /** No release is for the installed version. */
    record NothingFits() implements Stay {}

    /** The device has the newest release that is offered to it. */
    record UpToDate(Candidate release) implements Stay {}

    /** The device has a release that is newer than all that is offered to it, and keeps it. */
    record Ahead(Candidate release) implements Stay {}

    /**
     * Releases fit, but none is offered to this device.
     *
     * @param known whether the device holds one of them
     */
    record NoneOfferable(boolean known) implements Stay {}

    /** What the device has was rolled back and there is nothing to go back to: it should drop it. */
    record Remove(Candidate release) implements Stay {}

    /**
     * Releases are offered to the device, but the bytes of none are whole.
     *
     * @param known whether the device holds one of the fitting releases
     */
    record NothingIntact(boolean known) implements Stay {}

    /**
     * A release that can wait is held back while there are too many downloads.
     *
     * @param known whether the device holds one of the fitting releases
     */
    record HeldBack(Candidate release, boolean known) implements Stay {}

    /**
     * A release is for the device, but its app's devices get sealed bytes alone, and these this device cannot have.
     *
     * @param known whether the device holds one of the fitting releases
     */
    record PlainRefused(Candidate release, boolean known) implements Stay {}

    /** Why an offer leads to a delta or to the full package. */
    enum DeltaChoice {
        OFFERED,
        NOT_WANTED,
        NOTHING_HELD,
        BASE_UNCERTAIN,
        NOT_READY,
        DAMAGED
    }
}
