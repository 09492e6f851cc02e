package dev.patchbay.crash;

import tools.jackson.databind.JsonNode;

/** Brings a server to each of its steps. */
final class Acts {
    private final Trial trial;
    private final Writer writer;

    Acts(Trial trial, Writer writer) {
        this.trial = trial;
        this.writer = writer;
    }

    /**
     * Something must be there already that the act changes, and no job under way that comes to the same place. Nobody asks
     * for updates: retention keeps what devices run.
     */
    void dieAt(Step step) throws Exception {
        writer.upload();
        if (step.act() == Step.Act.ROLLBACK || step.act() == Step.Act.RETENTION) writer.upload();
        if (step.act() == Step.Act.KEY_REMOVAL) writer.issueKey();
        trial.awaitDeltas();
        if (step.act() == Step.Act.RETENTION) makeRoom();
        trial.dieAt(step, () -> act(step.act()));
    }

    /** Two releases give up their bytes in a first run, so that the next has some to delete and one more to give up. */
    private void makeRoom() throws Exception {
        writer.runRetention(2);
        trial.census().age();
        writer.upload();
        writer.upload();
        trial.awaitDeltas();
    }

    private void act(Step.Act act) {
        switch (act) {
            case UPLOAD -> writer.upload();
            case STORED_UPLOAD -> writer.upload("packaging", "stored");
            case PAUSE -> writer.use("pause", newest());
            case CHANGE -> writer.change();
            case ROLLBACK -> writer.use("rollback", newest());
            case RETENTION -> writer.runRetention(1);
            case KEY_REMOVAL -> writer.removeKey();
        }
    }

    private String newest() {
        return writer.ledger().promised().values().stream()
                .filter(release -> release.path("state").asString().equals("published"))
                .filter(release -> release.path("platform").asString().equals("ios"))
                .max((one, other) -> Long.compare(
                        one.path("timestamp").asLong(), other.path("timestamp").asLong()))
                .map((JsonNode release) -> release.path("id").asString())
                .orElseThrow();
    }
}
