package dev.patchbay.report;

/**
 * How many different devices a release came to, and with what end; estimates with a standard error of 1.7 %, nearly exact
 * below a hundred. Only reports that an offer of this server proves are in it, of each sender no more devices than
 * {@code patchbay.report.devices-per-address} allows, so that no one sender decides about a release.
 *
 * @param offered devices whose check was answered with it; nobody limits these
 * @param installed devices that reported it as installed
 * @param failed devices that reported it as failed, now or earlier
 * @param concluded devices that reported either: what {@code failed} is a share of
 */
public record Outcome(long offered, long installed, long failed, long concluded) {}
