package dev.patchbay.trust;

import dev.patchbay.release.Release;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A statement that stands with a release, with the very bytes that were signed. */
@Entity
@Table(name = "statements")
class StoredStatement {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "statements_seq")
    @SequenceGenerator(name = "statements_seq", allocationSize = 1)
    private @Nullable Long id;

    @Column(updatable = false)
    private long releaseId;

    @Column(updatable = false)
    private String appName;

    @Column(updatable = false)
    private String platform;

    @Column(updatable = false)
    private String sha256;

    @Column(updatable = false)
    private long sequence;

    @Column(updatable = false)
    private String packageSha256;

    @Column(updatable = false)
    private String document;

    @Column(updatable = false)
    private String signatures;

    @Column(updatable = false)
    private Instant addedAt;

    @Column(updatable = false)
    private String addedBy;

    @SuppressWarnings("NullAway.Init")
    protected StoredStatement() {}

    StoredStatement(Release release, Judged judged, Instant now, String by) {
        this.releaseId = release.id();
        this.appName = release.appName();
        this.platform = release.platform().toString();
        this.sha256 = judged.sha256();
        this.sequence = judged.statement().sequence();
        this.packageSha256 = judged.statement().content().sha256().sha256();
        this.document = new String(judged.document(), StandardCharsets.UTF_8);
        this.signatures = judged.signatures().lines();
        this.addedAt = now;
        this.addedBy = by;
    }

    long releaseId() {
        return releaseId;
    }

    String sha256() {
        return sha256;
    }

    long sequence() {
        return sequence;
    }

    String packageSha256() {
        return packageSha256;
    }

    byte[] document() {
        return document.getBytes(StandardCharsets.UTF_8);
    }

    SignatureSet signatures() {
        return SignatureSet.ofLines(signatures);
    }

    SignedRecord asRecord() {
        return SignedRecord.of(document(), signatures(), addedAt, addedBy);
    }

    Statement statement() {
        return Statement.read(document());
    }
}
