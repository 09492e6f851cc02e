package dev.patchbay.delta;

import dev.patchbay.storage.BlobKey;

/** Another node coded a full package; announced outside of any transaction. */
public record EncodingReadyElsewhere(BlobKey content) {}
