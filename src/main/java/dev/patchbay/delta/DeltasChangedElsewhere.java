package dev.patchbay.delta;

import dev.patchbay.pack.Platform;

/** Another node finished deltas that lead to a release, or took some back; announced outside of any transaction. */
public record DeltasChangedElsewhere(long release, String app, Platform platform) {}
