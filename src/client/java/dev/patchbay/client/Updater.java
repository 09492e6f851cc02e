package dev.patchbay.client;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Brings a device to what its app's makers signed last, or leaves it as it is. One at a time for a folder; whatever fails, and
 * whenever the device is switched off, either the old package is in use or the new one.
 */
public final class Updater {
    private final String server;
    private final Wire wire;
    private final Memory memory;
    private final Verifier verifier;
    private final AppKeys appKeys;

    /**
     * @param server the server's address, without a slash at its end
     * @param platform {@code android}, {@code ios} or {@code harmony}
     * @param installed the version of the installed app
     * @param pinnedKeys the keys file built into the app
     * @param folder private to the app, on one file system, used by nothing else
     */
    public Updater(
            String server, String app, String platform, String installed, byte[] pinnedKeys, File folder, Wire wire)
            throws IOException {
        this(server, app, platform, installed, pinnedKeys, folder, wire, null);
    }

    /**
     * The same for an app that asks for sealed bytes.
     *
     * @param appKeys those built into the app; null for none
     */
    public Updater(
            String server,
            String app,
            String platform,
            String installed,
            byte[] pinnedKeys,
            File folder,
            Wire wire,
            AppKeys appKeys)
            throws IOException {
        this.server = server;
        this.wire = wire;
        this.memory = Memory.open(folder, installed);
        this.verifier = new Verifier(app, platform, installed, pinnedKeys, memory);
        this.appKeys = appKeys;
    }

    /**
     * The package to run; ask at each start.
     *
     * @return null when there is none, or the one that was in use may not be run any more: run what the app was built with
     * @throws IOException when the package cannot be read
     */
    public File inUse() throws IOException {
        String sha256 = memory.text("current");
        if (sha256.isEmpty() || memory.number("currentSequence") < memory.number("minSequence")) return null;
        File file = memory.packageOf(sha256);
        if (!file.exists()) return null;
        MessageDigest digest = Bytes.sha256();
        byte[] buffer = new byte[32 * 1024];
        try (InputStream in = new FileInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        }
        return Bytes.hex(digest.digest()).equals(sha256) ? file : null;
    }

    /**
     * Asks, checks, downloads, and takes the new package into use; where a delta does not lead there, by the full package.
     *
     * @param nonce what the check sends along for a head record of its own; null for none
     * @param now milliseconds since 1970
     * @return whether another package is in use than before
     * @throws Refused when what the server offers is not what the app's makers signed; nothing has changed
     * @throws IOException when the network or the disk fails; nothing has changed
     */
    public boolean update(Check check, String nonce, long now) throws IOException {
        verifier.followKeys(wire, server, now);
        File base = inUse();
        Offer offer = check.ask(base, base != null);
        if (offer == null) return false;
        Statement statement = verify(offer, nonce, now);
        if (statement.sha256.equals(memory.text("current")) && base != null) {
            memory.number("currentSequence", statement.sequence);
            memory.write();
            return false;
        }
        if (offer.delta && base != null && byDelta(offer, statement, base)) return true;
        if (offer.delta) {
            offer = check.ask(base, false);
            if (offer == null || offer.delta) throw new Refused("a delta where none was asked for");
            statement = verify(offer, nonce, now);
        }
        inFull(offer, statement);
        return true;
    }

    private Statement verify(Offer offer, String nonce, long now) throws IOException {
        byte[] document = Verifier.fetch(wire, offer.statement);
        byte[] signatures = Verifier.fetch(wire, offer.statement.replaceFirst("\\.json$", ".sig"));
        if (document == null || signatures == null) throw new Refused("no statement where the offer says");
        Statement statement = verifier.statement(document, signatures, now);
        verifier.current(statement, head(offer, nonce), nonce, now);
        verifier.accept(statement);
        return statement;
    }

    private Document head(Offer offer, String nonce) throws IOException {
        if (nonce != null) {
            if (offer.signedHead == null) throw new Refused("no head record for the nonce");
            return offer.signedHead;
        }
        byte[] envelope = Verifier.fetch(wire, offer.head);
        if (envelope == null) throw new Refused("no head record");
        return Document.of(Json.object(envelope, Document.MOST_BYTES));
    }

    /** A delta needs no signature: either it leads to the bytes that were signed, or it is dropped. */
    private boolean byDelta(Offer offer, Statement statement, File base) throws IOException {
        if (!statement.allowsFrom(memory.text("current"))) return false;
        File delta = memory.temporary("delta");
        File made = memory.temporary("package");
        try {
            // one that is larger than the package is worth nothing
            try (Fetch fetch = new Fetch(delta, statement.length)) {
                download(offer, fetch);
            }
            try (Fetch out = new Fetch(made, statement.length)) {
                Bspatch.apply(base, delta, out, statement.length);
                out.require(statement.length, statement.sha256);
            }
        } catch (Refused e) {
            return false;
        } finally {
            if (delta.exists() && !delta.delete()) delta.deleteOnExit();
        }
        swap(made, statement);
        return true;
    }

    private void inFull(Offer offer, Statement statement) throws IOException {
        File made = memory.temporary("package");
        try (Fetch fetch = new Fetch(made, statement.length)) {
            download(offer, fetch);
            fetch.require(statement.length, statement.sha256);
        }
        swap(made, statement);
    }

    private void download(Offer offer, Fetch to) throws IOException {
        InputStream in = wire.get(offer.url);
        if (in == null) throw new Refused("nothing where the offer leads");
        try {
            to.all(offer.sealed == null ? in : opened(in, offer.sealed));
        } finally {
            in.close();
        }
    }

    /** Whether the bytes inside are the right ones is for the statement to say; sealing only hides them. */
    private InputStream opened(InputStream in, Document sealed) throws IOException {
        if (appKeys == null) throw new Refused("sealed bytes, which this app did not ask for");
        int version = (int) Math.min(sealed.number("keyVersion", 0), Integer.MAX_VALUE);
        return new UnsealingInputStream(in, appKeys.open(version, Bytes.base64(sealed.text("wrappedKey"))));
    }

    /** The name in the memory is what counts, and it changes in one step. */
    private void swap(File made, Statement statement) throws IOException {
        if (!made.renameTo(memory.packageOf(statement.sha256))) throw new IOException("cannot keep the package");
        memory.text("current", statement.sha256);
        memory.number("currentSequence", statement.sequence);
        memory.write();
        memory.tidy();
    }
}
