package dev.patchbay.delta;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All precompressed packages, ready or not. */
public interface Encodings extends Repository<Encoding, Long> {
    Encoding save(Encoding encoding);

    Optional<Encoding> findById(long id);

    List<Encoding> findBySha256(String sha256);

    List<Encoding> findByContentSha256(String contentSha256);

    Optional<Encoding> findByContentSha256AndCoding(String contentSha256, String coding);

    /** The SHA-256 of all codings that are kept. */
    @Query("select e.sha256 from Encoding e where e.sha256 is not null")
    Set<String> named();

    /** All of one content, locked: a job may be about to write what came of it. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Encoding e where e.contentSha256 = :content")
    List<Encoding> lockedOf(String content);

    void delete(Encoding encoding);

    /** All that can be sent. */
    @Query("select e from Encoding e where e.sha256 is not null")
    List<Encoding> ready();

    /** What can be sent of these contents. */
    @Query("select e from Encoding e where e.sha256 is not null and e.contentSha256 in :contents")
    List<Encoding> readyOf(Collection<String> contents);
}
