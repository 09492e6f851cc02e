package dev.patchbay.delta;

import dev.patchbay.pack.Platform;

/** Another node finished deltas of an app, or took some back; announced outside of any transaction. */
public record DeltasChangedElsewhere(String app, Platform platform) {}
