package dev.patchbay.bsdiff;

/** What one pair gave: sizes in bytes, times in seconds of user CPU, memory in bytes. */
record Row(
        Pair pair,
        long contents,
        long cSize,
        long jSize,
        long ourSize,
        double cTime,
        double jTime,
        double ourTime,
        double ourProcess,
        long counted,
        long cPeak,
        long ourPeak) {

    static String head() {
        return "| pair | C bsdiff, bytes | jbsdiff | ours | ours ÷ C | C, s | jbsdiff, warm | ours, warm | ours ÷ C "
                + "| ours, process | arrays per byte | peak of the process, MB (C) |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";
    }

    String line() {
        return String.format(
                "| %s | %d | %d | %d | %.4f | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f | %d (%d) |",
                pair.name(), cSize, jSize, ourSize, (double) ourSize / cSize, cTime, jTime, ourTime, ourTime / cTime,
                ourProcess, (double) counted / contents, ourPeak >> 20, cPeak >> 20);
    }
}
