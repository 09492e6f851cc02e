package dev.patchbay.report;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.util.Arrays;

/**
 * How many different devices there were, in {@value #BYTES} bytes whatever their number: an UltraLogLog (Ertl 2023), a
 * HyperLogLog that needs less space. Its standard error is {@value #PERCENT_OFF} %. Of a few devices it tells their very
 * number as a rule: of twelve in 98 of a hundred cases, of forty in 83, and is off by one in nearly all others. Adding a device
 * twice changes nothing, and sketches of several servers can be put together.
 *
 * <p>Adding takes no lock. When two threads touch the same byte at the same instant one of the two devices may be lost; it
 * is counted when it asks again.
 */
final class Sketch {
    static final int BYTES = 2048;
    static final double PERCENT_OFF = 1.7;

    private static final int PRECISION = 11;

    private final UltraLogLog registers;
    private int written;

    private Sketch(UltraLogLog registers) {
        this.registers = registers;
        this.written = Arrays.hashCode(new byte[BYTES]);
    }

    static Sketch empty() {
        return new Sketch(UltraLogLog.create(PRECISION));
    }

    /**
     * @param state as {@link #state} gave it
     */
    static Sketch of(byte[] state) {
        return new Sketch(UltraLogLog.wrap(state.clone()));
    }

    void add(long device) {
        registers.add(device);
    }

    Sketch add(Sketch other) {
        registers.add(other.registers);
        return this;
    }

    byte[] state() {
        return registers.getState().clone();
    }

    long estimate() {
        // takes twice the time of the usual estimator (some 10 µs) and errs less often where devices are few
        return Math.round(registers.getDistinctCountEstimate(UltraLogLog.MAXIMUM_LIKELIHOOD_ESTIMATOR));
    }

    /** Whether this state is other than the one last {@link #settle settled}. */
    boolean differs(byte[] state) {
        return Arrays.hashCode(state) != written;
    }

    void settle(byte[] state) {
        written = Arrays.hashCode(state);
    }
}
