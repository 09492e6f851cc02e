package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of an app's keys of trust: who may sign what, and how many of them it takes. The next version is signed by the
 * threshold of this one and of itself, as the root of The Update Framework is.
 */
record KeysFile(AppName app, int version, Instant expires, Map<String, TrustedKey> keys, Map<String, Role> roles) {
    static final String ROOT = "root";
    static final String RELEASE = "release";
    static final String HEAD = "head";

    private static final int MOST_KEYS = 16;

    /** Who may sign, and how many different of them it takes. */
    record Role(Set<String> keyIds, int threshold) {
        Role {
            keyIds = Set.copyOf(keyIds);
        }
    }

    /**
     * @throws Malformed when that is no keys file
     */
    static KeysFile read(byte[] bytes) {
        SignedJson in = SignedJson.read("the keys file", bytes, "patchbay.keys");
        Map<String, TrustedKey> keys = new LinkedHashMap<>();
        for (SignedJson record : in.children("keys", MOST_KEYS)) {
            TrustedKey key = TrustedKey.of(record);
            if (keys.put(key.id(), key) != null) throw new Malformed("the keys file lists a key twice");
        }
        SignedJson roles = in.child("roles");
        Map<String, Role> read = new LinkedHashMap<>();
        for (String name : List.of(ROOT, RELEASE, HEAD)) read.put(name, role(name, roles.child(name), keys));
        return new KeysFile(
                in.value("app", AppName::of),
                (int) in.number("version", 1, Integer.MAX_VALUE),
                in.time("expires"),
                Map.copyOf(keys),
                Map.copyOf(read));
    }

    private static Role role(String name, SignedJson in, Map<String, TrustedKey> keys) {
        List<String> listed = in.texts("keyIds", MOST_KEYS);
        Set<String> ids = new HashSet<>(listed);
        if (ids.size() != listed.size()) throw new Malformed("the keys file: role " + name + " names a key twice");
        if (!keys.keySet().containsAll(ids)) {
            throw new Malformed("the keys file: role " + name + " names a key that is not listed");
        }
        return new Role(ids, (int) in.number("threshold", 1, Math.max(1, ids.size())));
    }

    Role role(String name) {
        Role role = roles.get(name);
        if (role == null) throw new IllegalArgumentException("no such role");
        return role;
    }

    /** Whether so many of these different keys may sign for the role that it is enough. */
    boolean suffice(String role, Set<String> keyIds) {
        return keyIds.stream().filter(role(role).keyIds()::contains).count()
                >= role(role).threshold();
    }
}
