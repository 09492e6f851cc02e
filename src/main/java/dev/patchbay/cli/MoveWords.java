package dev.patchbay.cli;

import dev.patchbay.move.CarriedSecret;
import dev.patchbay.move.MoveSummary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells people what came of a move, and what is left to do. */
final class MoveWords {
    private final Job job;
    private final MoveSummary summary;

    MoveWords(Job job, MoveSummary summary) {
        this.job = job;
        this.summary = summary;
    }

    /** A line for each secret that the old server kept in a file, as a file of environment variables has it. */
    static List<String> ofSecrets(MoveSummary summary) {
        return summary.secrets().stream()
                .filter(secret -> secret.value() != null)
                .map(CarriedSecret::line)
                .toList();
    }

    /**
     * @param url of the database, as it was given
     * @param settings of the nodes' store; empty where it is a folder
     * @param secretsTo where the secrets were written; null when they were not
     */
    void say(Path home, String url, Map<String, String> settings, @Nullable Path secretsTo) {
        if (summary.already()) job.say("all of it had arrived before; nothing was done");
        else sayWhatArrived();
        job.say("do not start the server on " + home + " any more; keep the folder until the nodes have proved good");
        job.say("start nodes with " + settingsOfNodes(url, settings) + " and the old server's other settings");
        if (!withoutPasswords(url).equals(url)) {
            job.say("the password in the database's address is left out here; give it to the nodes as"
                    + " SPRING_DATASOURCE_PASSWORD");
        }
        for (CarriedSecret secret : summary.secrets()) sayWhatIsNeeded(secret, secretsTo);
    }

    /** As a shell takes them. */
    static String settingsOfNodes(String url, Map<String, String> store) {
        String database = "--spring.datasource.url=" + withoutPasswords(url);
        String bytes = store.entrySet().stream()
                .map(one -> "--patchbay.storage.s3." + one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
        return "--spring.profiles.active=cluster " + (database.contains("?") ? "'" + database + "'" : database) + " "
                + (bytes.isEmpty() ? "--patchbay.storage.shared-folder=true" : bytes);
    }

    private static String withoutPasswords(String url) {
        int query = url.indexOf('?');
        if (query < 0) return url;
        String shown = Arrays.stream(url.substring(query + 1).split("&"))
                .filter(one -> !one.split("=", 2)[0].toLowerCase(Locale.ROOT).contains("password"))
                .collect(Collectors.joining("&"));
        return url.substring(0, query) + (shown.isEmpty() ? "" : "?" + shown);
    }

    private void sayWhatArrived() {
        MoveSummary.Blobs blobs = Objects.requireNonNull(summary.blobs());
        long rows =
                summary.tables().stream().mapToLong(MoveSummary.TableSum::rows).sum();
        job.say("moved %,d rows of %d tables to %s"
                .formatted(rows, summary.tables().size(), summary.database()));
        job.say("moved %,d files (%,d of them earlier), %s, to %s"
                .formatted(
                        blobs.carried() + blobs.alreadyThere(),
                        blobs.alreadyThere(),
                        Progress.size(blobs.bytes()),
                        summary.store()));
        for (String sha256 : blobs.left()) job.warn("left out, being damaged or missing: " + sha256);
        MoveSummary.Audit audit = Objects.requireNonNull(summary.audit());
        if (audit.fault() != null) job.warn("the audit trail is not whole, here as there: " + audit.fault());
        else job.say("audit trail whole, %,d entries, the last one's hash %s".formatted(audit.entries(), audit.head()));
        if (summary.pendingDeltas() > 0) job.say(summary.pendingDeltas() + " deltas are built by the first node");
    }

    private void sayWhatIsNeeded(CarriedSecret secret, @Nullable Path secretsTo) {
        if (secret.value() == null) {
            job.say("give all nodes the " + secret.variable() + " that the old server had, if it had one");
            return;
        }
        String where = secretsTo == null ? ", the text of " + secret.file() : " of " + secretsTo;
        job.say("give all nodes " + secret.variable() + where + ": " + secret.purpose()
                + " need it; a setting of the old server goes before");
    }
}
