package dev.patchbay.release;

import dev.patchbay.pack.Platform;

/** Another node committed a change of a release; announced outside of any transaction. */
public record ReleaseChangedElsewhere(long release, String app, Platform platform) {}
