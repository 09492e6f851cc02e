package dev.patchbay.storage;

/**
 * The database answers again, or a commit ended without anybody knowing how: whoever keeps by heart what is in it reads it
 * anew. It is told once more when a listener throws.
 */
public record DatabaseBack() {}
