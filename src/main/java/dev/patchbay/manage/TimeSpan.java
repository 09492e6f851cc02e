package dev.patchbay.manage;

import dev.patchbay.report.Adoption.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The time that a series is asked for: from the begin of an hour or day up to, and without, an end. */
record TimeSpan(Instant from, Instant to, Step step) {
    private static final Duration SHOWN = Duration.ofDays(7);
    private static final Duration MOST_HOURS = Duration.ofDays(31);

    /**
     * @param from a time with a zone; null means seven days before the end
     * @param to null means now
     * @param step hour or day; null means day
     * @throws RefusedParameter for anything else, and for more hours than are shown at once
     */
    static TimeSpan of(@Nullable String from, @Nullable String to, @Nullable String step, Instant now) {
        Step by = step == null || step.equals("day") ? Step.DAY : Step.HOUR;
        if (step != null && !step.equals("day") && !step.equals("hour")) {
            throw new RefusedParameter("step: write hour or day");
        }
        Instant end = to == null ? now.plusSeconds(1) : time("to", to);
        Instant begin = by.startOf(from == null ? end.minus(SHOWN) : time("from", from));
        if (!begin.isBefore(end)) throw new RefusedParameter("from: write a time before to");
        if (by == Step.HOUR && Duration.between(begin, end).compareTo(MOST_HOURS) > 0) {
            throw new RefusedParameter("step: by the hour at most " + MOST_HOURS.toDays() + " days are shown");
        }
        return new TimeSpan(begin, end, by);
    }

    private static Instant time(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedParameter(name + ": write a time such as 2030-01-31T12:00:00Z", e);
        }
    }
}
