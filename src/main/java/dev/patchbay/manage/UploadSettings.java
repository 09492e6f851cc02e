package dev.patchbay.manage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param maxSize of one package
 * @param atOnce how many uploads are taken in at the same time
 * @param waiting how many more may wait for their turn
 * @param patience how long they wait
 */
@ConfigurationProperties("patchbay.upload")
record UploadSettings(
        @DefaultValue("256MB") DataSize maxSize,
        @DefaultValue("8") int atOnce,
        @DefaultValue("100") int waiting,
        @DefaultValue("30s") Duration patience) {
    UploadSettings {
        if (maxSize.toBytes() <= 0) {
            throw new IllegalArgumentException("patchbay.upload.max-size: write a size such as 256MB");
        }
        if (atOnce < 1) throw new IllegalArgumentException("patchbay.upload.at-once: write 1 or more");
        if (waiting < 0) throw new IllegalArgumentException("patchbay.upload.waiting: write 0 or more");
        if (patience.isNegative())
            throw new IllegalArgumentException("patchbay.upload.patience: write a time like 30s");
    }
}
