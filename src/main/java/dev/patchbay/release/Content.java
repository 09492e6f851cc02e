package dev.patchbay.release;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.SpooledFile;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** The exact bytes of one file, by their digests. */
@Embeddable
public class Content {
    private String sha256;
    private String md5;

    @Column(name = "size_bytes")
    private Long size;

    @SuppressWarnings("NullAway.Init")
    protected Content() {}

    public Content(BlobKey key, String md5, long size) {
        this.sha256 = key.sha256();
        this.md5 = md5;
        this.size = size;
    }

    public static Content of(SpooledFile file) {
        return new Content(file.key(), file.md5(), file.size());
    }

    public BlobKey key() {
        return new BlobKey(sha256);
    }

    /** 32 lower-case hex digits. */
    public String md5() {
        return md5;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /** Whether these are the very same bytes. */
    public boolean sameAs(Content other) {
        return sha256.equals(other.sha256);
    }
}
