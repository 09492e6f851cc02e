package dev.patchbay.trust;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The apps' keys, retired ones included. */
public interface SealKeys extends Repository<SealKey, String> {
    SealKey save(SealKey key);

    @Query("select k from SealKey k where k.appName = :app order by k.keyVersion desc")
    List<SealKey> newestFirst(String app);

    Optional<SealKey> findByAppNameAndKeyVersion(String appName, int keyVersion);

    @Query("select k from SealKey k where k.retiredAt is null order by k.keyVersion desc")
    List<SealKey> inUse();
}
