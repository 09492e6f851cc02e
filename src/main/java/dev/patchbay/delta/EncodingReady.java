package dev.patchbay.delta;

/** A full package was coded and decoded back; downloads may send it from now on. */
public record EncodingReady(Encoding encoding) {}
