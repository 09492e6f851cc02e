package dev.patchbay.access;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key lets its holder do.
 *
 * @param name who holds it; written beside everything done with it
 * @param apps the only apps it is for; empty means all
 * @param expiresAt when it stops working; null means never
 */
record KeyGrant(
        String name, Role role, Set<String> apps, @Nullable Instant expiresAt) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,100}");
    private static final Pattern APP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MAX_APPS = 200;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    KeyGrant {
        apps = Set.copyOf(apps);
        if (!NAME.matcher(name).matches() || name.isBlank()) {
            throw new IllegalArgumentException("name: 1 to 100 characters, none of them a control character");
        }
        if (expiresAt != null && expiresAt.isAfter(LATEST)) {
            throw new IllegalArgumentException("expiresAt: after the year 9999; leave it out instead");
        }
        if (apps.size() > MAX_APPS) throw new IllegalArgumentException("apps: at most " + MAX_APPS);
        if (!apps.stream().allMatch(app -> APP.matcher(app).matches())) {
            throw new IllegalArgumentException(
                    "apps: each 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit");
        }
    }

    boolean isValidAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Whether the key is for every app, those to come included; only such a key may touch what belongs to no app. */
    boolean isForAllApps() {
        return apps.isEmpty();
    }

    boolean isFor(String app) {
        return isForAllApps() || apps.contains(app);
    }

    /** Whether this key can hand out and take away other keys. */
    boolean rulesKeys() {
        return role == Role.ADMIN && isForAllApps();
    }
}
