package dev.patchbay.manage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param maxSize of one package
 */
@ConfigurationProperties("patchbay.upload")
record UploadSettings(@DefaultValue("256MB") DataSize maxSize) {
    UploadSettings {
        if (maxSize.toBytes() <= 0) {
            throw new IllegalArgumentException("patchbay.upload.max-size: write a size such as 256MB");
        }
    }
}
