package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * The right to say what came of a job. It ends when the scheduler gives the job to somebody else because its holder seemed
 * dead; whoever comes back after that has nothing to say any more.
 *
 * @param holder the node, or rather this run of it
 * @param taking grows each time the job is taken
 */
record Lease(String task, String instance, String holder, long taking) {
    static Lease of(Execution execution) {
        return new Lease(
                execution.getTaskName(), execution.getId(), String.valueOf(execution.pickedBy), execution.version);
    }
}
