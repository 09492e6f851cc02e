package dev.patchbay.client;

import java.util.HashMap;
import java.util.Map;

/** What the server says is current: signed by a key that can do no more than that. */
final class Head {
    private static final long LONGEST_LIFE = 25L * 3600 * 1000;

    private final Document in;
    final long issuedAt;
    final long expires;
    private final Map<String, Long> current = new HashMap<>();

    private Head(Document in) throws Refused {
        this.in = in;
        issuedAt = in.time("issuedAt");
        expires = in.time("expires");
        current.put(in.hex("statement", 64), in.number("sequence", 1));
        if (in.has("also")) {
            for (Document one : in.children("also", 64))
                current.put(one.hex("statement", 64), one.number("sequence", 1));
        }
        if (expires - issuedAt > LONGEST_LIFE) throw new Refused("a head record that lives too long");
    }

    static Head read(byte[] bytes) throws Refused {
        return new Head(Document.read(bytes, "patchbay.head"));
    }

    /**
     * Checks that it names a statement for a target as current.
     *
     * @throws Refused when it does not
     */
    void requireCurrent(Statement statement, String platform, Document target) throws Refused {
        if (!in.text("app").equals(statement.app) || !in.text("platform").equals(platform)) {
            throw new Refused("a head record of another app or platform");
        }
        boolean sameRule = new Version(in.text("version")).equals(new Version(target.text("version")))
                && in.text("match").equals(target.text("match"));
        if (!sameRule) throw new Refused("a head record for other versions");
        Long sequence = current.get(statement.hash);
        if (sequence == null || sequence != statement.sequence) {
            throw new Refused("a statement that the head record does not name as current");
        }
    }

    void requireNonce(String nonce) throws Refused {
        if (!in.has("nonce") || !in.text("nonce").equals(nonce))
            throw new Refused("a head record for another question");
    }
}
