package dev.patchbay.trust;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One version of an app's keys of trust, with the very bytes that were signed. */
@Entity
@Table(name = "trust_keys")
class KeysVersion {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "trust_keys_seq")
    @SequenceGenerator(name = "trust_keys_seq", allocationSize = 1)
    private @Nullable Long id;

    @Column(updatable = false)
    private String appName;

    @Column(updatable = false)
    private int version;

    /** JSON is text, and what was read as UTF-8 without a fault gives the same bytes again. */
    @Column(updatable = false)
    private String document;

    @Column(updatable = false)
    private String signatures;

    @Column(updatable = false)
    private Instant addedAt;

    @Column(updatable = false)
    private String addedBy;

    @SuppressWarnings("NullAway.Init")
    protected KeysVersion() {}

    KeysVersion(KeysFile keys, byte[] document, SignatureSet signatures, Instant now, String by) {
        this.appName = keys.app().text();
        this.version = keys.version();
        this.document = new String(document, StandardCharsets.UTF_8);
        this.signatures = signatures.lines();
        this.addedAt = now;
        this.addedBy = by;
    }

    int version() {
        return version;
    }

    byte[] document() {
        return document.getBytes(StandardCharsets.UTF_8);
    }

    SignatureSet signatures() {
        return SignatureSet.ofLines(signatures);
    }

    KeysFile keys() {
        return KeysFile.read(document());
    }

    SignedRecord asRecord() {
        return SignedRecord.of(document(), signatures(), addedAt, addedBy);
    }

    boolean holds(byte[] other) {
        return Arrays.equals(document(), other);
    }
}
