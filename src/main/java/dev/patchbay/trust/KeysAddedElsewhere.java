package dev.patchbay.trust;

/** Another node took a version of an app's keys of trust; announced outside of any transaction. */
public record KeysAddedElsewhere(String app) {}
