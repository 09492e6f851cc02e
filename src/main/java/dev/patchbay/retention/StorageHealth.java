package dev.patchbay.retention;

import dev.patchbay.storage.StorageRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Tells what is wrong with the stored bytes and their disk. Devices are served all the same with what is whole. */
@Component("storageHealthIndicator")
class StorageHealth implements HealthIndicator {
    private static final int MOST = 20;

    private final DamageDesk damage;
    private final StorageRoom room;
    private volatile Optional<String> disk = Optional.empty();

    StorageHealth(DamageDesk damage, StorageRoom room) {
        this.damage = damage;
        this.room = room;
    }

    /** Tries the disk, so that asking for the health does not have to. */
    void look() {
        disk = room.trouble();
    }

    @Override
    public Health health() {
        List<String> reasons = new ArrayList<>(damage.reasons());
        disk.ifPresent(reasons::add);
        if (reasons.isEmpty()) return Health.up().build();
        Health.Builder degraded = Health.status(new Status("DEGRADED"))
                .withDetail("reasons", reasons.subList(0, Math.min(MOST, reasons.size())));
        if (reasons.size() > MOST) degraded.withDetail("more", reasons.size() - MOST);
        return degraded.build();
    }
}
