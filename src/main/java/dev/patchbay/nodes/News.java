package dev.patchbay.nodes;

/**
 * Another node has committed a change; what this one keeps in memory of it has to be read again. It may be told more than
 * once.
 *
 * @param topic what kind of thing changed
 * @param subject which one, in the topic's own words
 */
public record News(String topic, String subject) {}
