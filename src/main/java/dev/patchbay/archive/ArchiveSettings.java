package dev.patchbay.archive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param maxSize of all files of one archive together
 */
@ConfigurationProperties("patchbay.import")
record ArchiveSettings(@DefaultValue("20GB") DataSize maxSize) {
    ArchiveSettings {
        if (maxSize.toBytes() <= 0) {
            throw new IllegalArgumentException("patchbay.import.max-size: write a size such as 20GB");
        }
    }
}
