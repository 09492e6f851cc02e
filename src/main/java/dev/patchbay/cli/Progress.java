package dev.patchbay.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** How much of an upload was sent: a bar where somebody watches, else a line for each quarter. */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final long total;
    private long sent;
    private int shown = -1;

    /** @param total bytes */
    Progress(PrintWriter out, boolean terminal, long total) {
        this.out = out;
        this.terminal = terminal;
        this.total = Math.max(1, total);
    }

    /** From the beginning again. */
    synchronized void restart() {
        sent = 0;
        shown = -1;
    }

    synchronized void sent(long bytes) {
        sent = Math.min(total, sent + bytes);
        int percent = (int) (sent * 100 / total);
        int step = terminal ? percent : percent / 25 * 25;
        if (step == shown || (!terminal && step == 0)) return;
        shown = step;
        if (terminal) out.print("\r" + bar(percent));
        else out.println("publish: sent " + step + " % of " + size(total));
        if (terminal && percent == 100) out.println();
        out.flush();
    }

    /** Leaves the bar's line. */
    synchronized void interrupted() {
        if (terminal && shown >= 0 && shown < 100) out.println();
    }

    private String bar(int percent) {
        int full = percent * WIDTH / 100;
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + String.format(Locale.ROOT, "%3d", percent)
                + " % of " + size(total);
    }

    static String size(long bytes) {
        if (bytes < 10_000) return bytes + " bytes";
        if (bytes < 10_000_000) return bytes / 1000 + " kB";
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
