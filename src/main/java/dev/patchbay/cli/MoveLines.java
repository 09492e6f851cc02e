package dev.patchbay.cli;

import dev.patchbay.move.MoveProgress;
import java.util.Locale;

/** How far a move has come: a line for each part, and for each tenth of the files. */
final class MoveLines implements MoveProgress {
    private final Job job;
    private int shown;

    MoveLines(Job job) {
        this.job = job;
    }

    @Override
    public synchronized void begins(String part) {
        job.say(part);
    }

    @Override
    public synchronized void carried(int files, int ofFiles, long bytes) {
        int tenth = (int) (files * 10L / Math.max(1, ofFiles));
        if (tenth == shown) return;
        shown = tenth;
        job.say(String.format(Locale.ROOT, "%,d of %,d files, %s", files, ofFiles, Progress.size(bytes)));
    }

    @Override
    public synchronized void copied(String table, long rows) {
        if (rows > 0) job.say(String.format(Locale.ROOT, "%s: %,d rows", table, rows));
    }

    @Override
    public void arrived() {
        job.say("all has arrived");
    }
}
