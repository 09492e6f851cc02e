package dev.patchbay.trust;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All versions of all apps' keys of trust. */
interface KeysVersions extends Repository<KeysVersion, Long> {
    KeysVersion saveAndFlush(KeysVersion version);

    Optional<KeysVersion> findByAppNameAndVersion(String appName, int version);

    /** From the first one on. */
    List<KeysVersion> findByAppNameOrderByVersion(String appName);

    /** The one in force. */
    @Query("""
            select k from KeysVersion k where k.appName = :app
            and k.version = (select max(o.version) from KeysVersion o where o.appName = :app)
            """)
    Optional<KeysVersion> current(String app);
}
