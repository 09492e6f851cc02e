package dev.patchbay.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param reserve how much of the disk uploads leave free: the database must be able to write when packages cannot
 * @param sharedFolder whether the nodes of a cluster have one folder of blobs; only an operator can know
 */
@ConfigurationProperties("patchbay.storage")
record StorageSettings(
        @DefaultValue("8MB") DataSize reserve,
        @DefaultValue("false") boolean sharedFolder) {
    StorageSettings {
        if (reserve.isNegative()) throw new IllegalArgumentException("patchbay.storage.reserve: write 0B or more");
    }
}
