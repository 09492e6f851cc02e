package dev.patchbay.trust;

import dev.patchbay.release.PreparedUpload;
import dev.patchbay.trust.RefusedStatement.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/** Judges a statement that came with an upload: whose it is first, then whether it fits the package, then its time. */
@Component
class StatementJudge {
    /** What the clocks of a build machine and of this server may differ by. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** A sequence that leaps further could use all numbers up, and no later release would ever be taken. */
    private static final long LONGEST_LEAP = 1_000_000;

    private final KeysVersions keys;
    private final StoredStatements stored;
    private final Clock clock;

    StatementJudge(KeysVersions keys, StoredStatements stored, Clock clock) {
        this.keys = keys;
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * @throws RefusedStatement when it is not what the app's makers would have signed for this package now
     */
    Judged judge(SentStatement sent, PreparedUpload upload) {
        Statement statement = read(sent);
        KeysFile current = current(upload.app().text());
        SignatureSet signatures = SignatureSet.attribute(
                sent.document(), sent.signatures(), current.keys().values());
        requireEnough(current, signatures.keyIds());
        requireSame(statement, upload);
        requireInTime(statement);
        return new Judged(statement, sent.document(), DigestUtils.sha256Hex(sent.document()), signatures);
    }

    private static Statement read(SentStatement sent) {
        try {
            return Statement.read(sent.document());
        } catch (Malformed e) {
            throw new RefusedStatement(Kind.STATEMENT_INVALID, sentence(e) + " docs/trust.md shows one.");
        }
    }

    static String sentence(Malformed e) {
        String text = String.valueOf(e.getMessage());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private KeysFile current(String app) {
        KeysFile current = keys.current(app)
                .map(KeysVersion::keys)
                .orElseThrow(() -> invalid("This app has no keys of trust yet, so that nobody may sign for it. An admin"
                        + " sends the first version with POST /api/apps/{app}/trust/keys."));
        if (!current.expires().isAfter(clock.instant())) {
            throw invalid(
                    "The app's keys of trust, version " + current.version() + ", have expired, and devices refuse what"
                            + " they signed. Send version " + (current.version() + 1) + ".");
        }
        return current;
    }

    private static void requireEnough(KeysFile current, Set<String> signers) {
        KeysFile.Role role = current.role(KeysFile.RELEASE);
        if (current.suffice(KeysFile.RELEASE, signers)) return;
        long others = signers.stream()
                .filter(signer -> !role.keyIds().contains(signer))
                .count();
        throw invalid(
                "Releases of this app are signed by " + role.threshold() + " different keys with the role release; "
                        + (signers.size() - others) + " of them signed this one"
                        + (others == 0 ? "." : ", and " + others + " of keys that do not have that role."));
    }

    private static RefusedStatement invalid(String message) {
        return new RefusedStatement(Kind.SIGNATURE_INVALID, message);
    }

    private static void requireSame(Statement statement, PreparedUpload upload) {
        Set<Statement.Target> targets = upload.versions().entrySet().stream()
                .map(version -> new Statement.Target(version.getKey(), version.getValue(), upload.match()))
                .collect(Collectors.toSet());
        require(statement.app().equals(upload.app()), "app", "it is for another app");
        require(statement.targets().equals(targets), "platforms", "the upload is for " + names(targets));
        require(
                statement.jsVersion().equals(upload.jsVersion()),
                "jsVersion",
                "the package's is " + upload.jsVersion());
        boolean same = statement.content().sha256().equals(upload.full().key())
                && statement.content().length() == upload.full().size()
                && statement.content().md5().equals(upload.full().md5());
        require(
                same,
                "package",
                upload.rewritten()
                        ? "the server wrote the package again (packaging=stored), and only its makers can sign those bytes."
                                + " Write it yourself with `java -jar patchbay.jar repack IN OUT`, sign OUT, and send OUT"
                                + " with packaging=as-is"
                        : "the package has " + upload.full().size() + " bytes, sha256 "
                                + upload.full().key() + ", md5 " + upload.full().md5());
    }

    private static String names(Set<Statement.Target> targets) {
        return targets.stream()
                .map(target -> target.platform() + " " + target.version() + " (" + target.match() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void require(boolean right, String member, String why) {
        if (!right) {
            throw new RefusedStatement(
                    Kind.STATEMENT_MISMATCH, "The statement's " + member + " is not that of the upload: " + why + ".");
        }
    }

    private void requireInTime(Statement statement) {
        Instant now = clock.instant();
        if (statement.createdAt().isAfter(now.plus(SLACK))) {
            throw new RefusedStatement(
                    Kind.STATEMENT_INVALID,
                    "The statement's createdAt lies in the future. The clock of the machine that made it is wrong, or this"
                            + " server's is.");
        }
        if (!statement.expires().isAfter(statement.createdAt())) {
            throw new RefusedStatement(Kind.STATEMENT_INVALID, "The statement expires before it was made.");
        }
        if (!statement.expires().isAfter(now)) {
            throw new RefusedStatement(
                    Kind.STATEMENT_EXPIRED,
                    "The statement has expired. Make a new one with a higher sequence and sign it.");
        }
    }

    /**
     * Under the app's lock, so that of two statements with one sequence only one is taken.
     *
     * @throws RefusedStatement of kind {@code STATEMENT_SEQUENCE}
     */
    void requireRising(Statement statement) {
        long highest = statement.targets().stream()
                .map(target ->
                        stored.highest(statement.app().text(), target.platform().toString()))
                .mapToLong(found -> found == null ? 0 : found)
                .max()
                .orElse(0);
        requireRising(statement, highest, highest);
    }

    /**
     * The same for one that comes with others.
     *
     * @param highest what it has to be above
     * @param before what it may not leap too far from
     */
    void requireRising(Statement statement, long highest, long before) {
        if (statement.sequence() <= highest) {
            throw new RefusedStatement(
                    Kind.STATEMENT_SEQUENCE,
                    "The statement's sequence " + statement.sequence() + " does not rise: " + highest
                            + " was used already. Take a higher one.");
        }
        long most = Math.max(
                before + LONGEST_LEAP, clock.instant().plus(Duration.ofDays(1)).getEpochSecond());
        if (statement.sequence() > most) {
            throw new RefusedStatement(
                    Kind.STATEMENT_SEQUENCE,
                    "The statement's sequence " + statement.sequence() + " leaps too far: it is at most " + most
                            + " now, the last one plus a million or the seconds since 1970, so that the numbers are not"
                            + " used up.");
        }
    }

    /** Whether every release has this very statement already. */
    boolean isKnown(Judged judged, List<Long> releases) {
        return !releases.isEmpty()
                && releases.stream().allMatch(id -> stored.existsByReleaseIdAndSha256(id, judged.sha256()));
    }
}
