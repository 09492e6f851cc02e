package dev.patchbay.download;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Knows by heart which releases were withdrawn, so that a download asks no database. */
@Component
class WithdrawnReleases {
    private final Set<Long> ids = ConcurrentHashMap.newKeySet();

    void add(long id) {
        ids.add(id);
    }

    boolean contains(long id) {
        return ids.contains(id);
    }
}
