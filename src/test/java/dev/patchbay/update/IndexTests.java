package dev.patchbay.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexTests {
    private final Random random = new Random(7);

    @Test
    void isWhatAMapIsHoweverItGrowsAndShrinks() {
        Map<String, Integer> map = new HashMap<>();
        Index<String, Integer> index = Index.of(map);
        for (int i = 0; i < 5_000; i++) {
            String name = "name " + random.nextInt(1_500);
            Integer value = random.nextInt(4) == 0 ? null : i;
            if (value == null) map.remove(name);
            else map.put(name, value);
            index = index.with(name, value);
        }
        assertSame(index, map);
        assertSame(Index.of(map), map);
    }

    @Test
    void aChangeLeavesTheIndexBeforeItAlone() {
        Index<String, Integer> before = Index.of(Map.of("a", 1));

        Index<String, Integer> after = before.with("a", 2).with("b", 3);

        assertThat(before.get("a")).isEqualTo(1);
        assertThat(before.get("b")).isNull();
        assertThat(after.get("a")).isEqualTo(2);
        assertThat(after.get("b")).isEqualTo(3);
    }

    private static void assertSame(Index<String, Integer> index, Map<String, Integer> map) {
        for (int i = 0; i < 1_500; i++) {
            assertThat(index.get("name " + i)).as("name " + i).isEqualTo(map.get("name " + i));
        }
    }
}
