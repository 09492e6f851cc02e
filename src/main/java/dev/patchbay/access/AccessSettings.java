package dev.patchbay.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param requireHttps whether a key that came over plain HTTP, from elsewhere than this machine, is refused
 */
@ConfigurationProperties("patchbay.access")
record AccessSettings(@DefaultValue("true") boolean requireHttps) {}
