package dev.patchbay.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.release.DeviceId;
import dev.patchbay.release.TagRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same devices and salts in every run, so that what holds once holds always. */
class CohortTests {
    private static final List<String> SALTS = IntStream.range(0, 8)
            .mapToObj(number -> "%032x".formatted(number * 0x9E3779B97F4A7C15L))
            .toList();

    /** Ids as they are met: counted, hexadecimal, addresses. */
    private static final List<IntFunction<String>> KINDS_OF_IDS = List.of(
            number -> "device-" + number,
            number -> "%08X-0000-4000-8000-00805F9B34FB".formatted(number),
            number -> "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255));

    @Test
    void everyBucketIsAsLikelyAsAnyOther() {
        int devices = 100_000;
        int groups = 100;
        for (IntFunction<String> id : KINDS_OF_IDS) {
            for (String salt : SALTS.subList(0, 3)) {
                int[] count = new int[groups];
                for (int i = 0; i < devices; i++) count[Cohort.bucket(salt, id.apply(i)) * groups / Cohort.BUCKETS]++;
                double expected = (double) devices / groups;
                double chiSquared = IntStream.of(count)
                        .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                        .sum();
                // for 99 degrees of freedom, exceeded by chance once in 10 000 times
                assertThat(chiSquared).as(salt + " " + id.apply(1)).isLessThan(161.3);
            }
        }
    }

    @Test
    void raisingThePercentageTakesNoDeviceOut() {
        for (int i = 0; i < 300; i++) {
            boolean in = false;
            for (int hundredths = 0; hundredths <= Cohort.BUCKETS; hundredths += 7) {
                boolean now = admits(SALTS.get(0), hundredths, "device-" + i);
                assertThat(now || !in).as("device-%d at %d", i, hundredths).isTrue();
                in = now;
            }
            assertThat(admits(SALTS.get(0), Cohort.BUCKETS, "device-" + i)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 2500, 5000})
    void twoReleasesPickTheirDevicesIndependently(int hundredths) {
        int devices = 40_000;
        double share = hundredths / 10_000.0;
        for (int other = 1; other < SALTS.size(); other++) {
            String salt = SALTS.get(other);
            List<String> first = IntStream.range(0, devices)
                    .mapToObj(number -> "device-" + number)
                    .filter(id -> admits(SALTS.get(0), hundredths, id))
                    .toList();
            double inBoth =
                    first.stream().filter(id -> admits(salt, hundredths, id)).count() / (double) first.size();
            double deviation = Math.sqrt(share * (1 - share) / first.size());
            assertThat(first.size() / (double) devices)
                    .isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / devices)));
            assertThat(inBoth).isCloseTo(share, within(5 * deviation));
        }
    }

    @Test
    void saltAndIdDoNotRunIntoEachOther() {
        assertThat(Cohort.bucket("ab", "c")).isNotEqualTo(Cohort.bucket("a", "bc"));
    }

    @Test
    void isTheSameEverywhereAndAlways() {
        // printf 'salt\0device' | sha256sum, the first 16 digits as a number without its sign, modulo 10 000
        assertThat(Cohort.bucket("salt", "device")).isEqualTo(4342);
    }

    private static boolean admits(String salt, int hundredths, String id) {
        return new Rollout(hundredths, salt, Set.of(), TagRule.EVERYBODY)
                .admit(new Device(DeviceId.of(id), null, Map.of()))
                .admitted();
    }
}
