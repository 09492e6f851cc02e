package dev.patchbay.release;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A share of devices with two decimals.
 *
 * @param hundredths 0 to 10 000: hundredths of a percent
 */
public record Percent(int hundredths) {
    public static final Percent ALL = new Percent(10_000);

    public Percent {
        if (hundredths < 0 || hundredths > 10_000) throw new IllegalArgumentException("a percentage is 0 to 100");
    }

    /**
     * @throws IllegalArgumentException when it is not within 0 and 100 or has more than two decimals
     */
    public static Percent of(BigDecimal percent) {
        try {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) throw new ArithmeticException();
            return new Percent(percent.setScale(2, RoundingMode.UNNECESSARY)
                    .movePointRight(2)
                    .intValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a percentage is 0 to 100 with at most two decimals", e);
        }
    }

    public static Percent of(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
            throw new IllegalArgumentException("a percentage is 0 to 100 with at most two decimals, such as 12.5");
        }
        return of(new BigDecimal(text));
    }

    /** As people write it: 12.5, 100. */
    public BigDecimal value() {
        BigDecimal value = BigDecimal.valueOf(hundredths, 2).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0, RoundingMode.UNNECESSARY) : value;
    }

    @Override
    public String toString() {
        return value().toPlainString();
    }
}
