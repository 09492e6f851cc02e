package dev.patchbay.manage;

import dev.patchbay.release.Packaging;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param packaging what a zip gets whose upload does not say: {@code as-is} or {@code stored}
 */
@ConfigurationProperties("patchbay")
record PackagingSettings(@DefaultValue("as-is") Packaging packaging) {}
