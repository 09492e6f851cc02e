package dev.patchbay.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One version of the app's keys of trust: who may sign what, and how many of them it takes. */
final class Keys {
    static final String ROOT = "root";
    static final String RELEASE = "release";
    static final String HEAD = "head";
    private static final int MOST = 16;

    final String app;
    final long version;
    final long expires;
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, Set<String>> roles = new HashMap<>();
    private final Map<String, Long> thresholds = new HashMap<>();

    private Keys(Document in) throws Refused {
        app = in.text("app");
        version = in.number("version", 1);
        expires = in.time("expires");
        for (Document record : in.children("keys", MOST)) {
            Key key = Key.of(record);
            if (keys.put(key.id, key) != null) throw new Refused("a key is listed twice");
        }
        for (String role : new String[] {ROOT, RELEASE, HEAD}) {
            Document terms = in.child("roles").child(role);
            Set<String> ids = new HashSet<>(terms.texts("keyIds", MOST));
            if (!keys.keySet().containsAll(ids)) throw new Refused("a role names a key that is not listed");
            roles.put(role, ids);
            thresholds.put(role, terms.number("threshold", 1));
        }
    }

    /** Reads a keys file; whether it may be trusted is another question. */
    static Keys read(byte[] bytes) throws Refused {
        return new Keys(Document.read(bytes, "patchbay.keys"));
    }

    /**
     * Reads the version after this one.
     *
     * @throws Refused unless it is exactly the next and signed by the threshold of this version and of itself
     */
    Keys next(byte[] bytes, Signatures signatures) throws Refused {
        Keys next = read(bytes);
        if (!next.app.equals(app)) throw new Refused("keys of another app");
        if (next.version != version + 1)
            throw new Refused("keys of version " + next.version + " do not follow " + version);
        signers(ROOT, bytes, signatures);
        next.signers(ROOT, bytes, signatures);
        return next;
    }

    /**
     * The ids of the keys of a role that signed the bytes.
     *
     * @throws Refused when they are fewer than the role's threshold
     */
    List<String> signers(String role, byte[] bytes, Signatures signatures) throws Refused {
        List<String> signers = new ArrayList<>();
        for (String id : roles.get(role)) {
            byte[] signature = signatures.of(id);
            if (signature != null && keys.get(id).signed(bytes, signature)) signers.add(id);
        }
        if (signers.size() < thresholds.get(role)) {
            throw new Refused(
                    "signed by " + signers.size() + " keys of the role " + role + ", not by " + thresholds.get(role));
        }
        return signers;
    }

    /** Whether somebody who could sign releases by this version no longer can by a later one. */
    boolean hasMoreReleaseKeysThan(Keys later) {
        return !later.roles.get(RELEASE).containsAll(roles.get(RELEASE));
    }
}
