package dev.patchbay.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decides whether a package may be run. It believes the keys file that the app was built with and what follows from it, and nothing
 * that a server says.
 */
final class Verifier {
    private static final int MOST_NEW_KEYS = 100;
    private static final long DAY = 24L * 3600 * 1000;

    private final String app;
    private final String platform;
    private final Version installed;
    private final Memory memory;
    private Keys keys;

    /**
     * @param pinned the keys file that is built into the app
     */
    Verifier(String app, String platform, String installed, byte[] pinned, Memory memory) throws IOException {
        this.app = app;
        this.platform = platform;
        this.installed = new Version(installed);
        this.memory = memory;
        Keys builtIn = Keys.read(pinned);
        if (!builtIn.app.equals(app)) throw new Refused("the built-in keys are of another app");
        byte[] remembered = memory.keys();
        Keys known = remembered == null ? builtIn : Keys.read(remembered);
        // a newer app may have been built with newer keys than the last that this device followed to
        keys = known.version >= builtIn.version ? known : builtIn;
    }

    /**
     * Follows the app's keys of trust, version by version.
     *
     * @param server the server's address, without a slash at its end
     * @throws Refused when a version does not follow, or the last one has expired
     */
    void followKeys(Wire wire, String server, long now) throws IOException {
        for (int i = 0; i < MOST_NEW_KEYS; i++) {
            String next = server + "/api/trust/" + app + "/keys/" + (keys.version + 1);
            byte[] document = fetch(wire, next + ".json");
            if (document == null) break;
            byte[] signatures = fetch(wire, next + ".sig");
            if (signatures == null) throw new Refused("keys without signatures");
            Keys later = keys.next(document, Signatures.read(signatures));
            // who stole a release key may have signed the highest number of all; once the key is gone, so is its floor
            if (keys.hasMoreReleaseKeysThan(later)) {
                memory.number("sequence", 0);
                memory.text("statement", "");
                memory.number("minSequence", 0);
            }
            keys = later;
            memory.keys(document);
            memory.write();
        }
        if (keys.expires <= time(now)) throw new Refused("the app's keys of trust have expired");
    }

    static byte[] fetch(Wire wire, String url) throws IOException {
        InputStream in = wire.get(url);
        if (in == null) return null;
        try {
            return Bytes.readSmall(in, Document.MOST_BYTES);
        } finally {
            in.close();
        }
    }

    /** A clock that was set back does not make the expired valid again. */
    private long time(long now) {
        return Math.max(now, memory.number("time"));
    }

    /**
     * Checks a statement: whose it is, for whom, and that it is not older than what was accepted before.
     *
     * @throws Refused when it may not be used
     */
    Statement statement(byte[] document, byte[] signatures, long now) throws IOException {
        keys.signers(Keys.RELEASE, document, Signatures.read(signatures));
        Statement statement = Statement.read(document);
        if (!statement.app.equals(app)) throw new Refused("a statement for another app");
        statement.targetFor(platform, installed);
        if (statement.expires <= time(now)) throw new Refused("an expired statement");
        long floor = memory.number("sequence");
        if (statement.sequence < floor) {
            throw new Refused("a statement of sequence " + statement.sequence + " after one of " + floor);
        }
        if (statement.sequence == floor && !statement.hash.equals(memory.text("statement"))) {
            throw new Refused("another statement of the same sequence");
        }
        return statement;
    }

    /**
     * Checks that a statement is current.
     *
     * @param envelope {@code {"signed":<base64>,"signatures":[…]}}
     * @param nonce what the device had sent; null when it sent none
     * @throws Refused when the head record is not the server's, is too old or names other statements
     */
    void current(Statement statement, Document envelope, String nonce, long now) throws IOException {
        byte[] document = Bytes.base64(envelope.text("signed"));
        keys.signers(Keys.HEAD, document, Signatures.of(envelope));
        Head head = Head.read(document);
        if (nonce != null) head.requireNonce(nonce);
        if (head.expires <= time(now)) throw new Refused("an expired head record");
        if (head.issuedAt > now + DAY)
            throw new Refused("a head record from the future; is this device's clock right?");
        head.requireCurrent(statement, platform, statement.targetFor(platform, installed));
        if (head.issuedAt > memory.number("time")) memory.number("time", head.issuedAt);
    }

    /** Remembers that a statement was accepted, before anything of it is used. */
    void accept(Statement statement) throws IOException {
        memory.number("sequence", statement.sequence);
        memory.text("statement", statement.hash);
        memory.number("minSequence", Math.max(memory.number("minSequence"), statement.minSequence));
        memory.write();
    }
}
