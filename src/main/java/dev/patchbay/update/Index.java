package dev.patchbay.update;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is found under a name; immutable. It lies in many small maps, so that a copy in which one name leads elsewhere shares all
 * of them but one, and costs about the same however many names there are.
 */
final class Index<K, V> {
    private static final int NAMES_IN_A_MAP = 32;

    /** Spreads by the upper bits: the maps themselves spread by the lower ones. */
    private static final int SPREAD = 0x9E3779B9;

    private final Map<K, V>[] maps;
    private final int size;

    private Index(Map<K, V>[] maps, int size) {
        this.maps = maps;
        this.size = size;
    }

    static <K, V> Index<K, V> of(Map<K, V> all) {
        int wanted = Math.max(2, all.size() / NAMES_IN_A_MAP);
        Map<K, V>[] maps = emptyMaps(Integer.highestOneBit(wanted - 1) << 1);
        all.forEach((key, value) -> {
            int at = place(key, maps.length);
            if (maps[at].isEmpty()) maps[at] = new HashMap<>();
            maps[at].put(key, value);
        });
        return new Index<>(maps, all.size());
    }

    @SuppressWarnings("unchecked")
    private static <K, V> Map<K, V>[] emptyMaps(int count) {
        Map<K, V>[] maps = (Map<K, V>[]) new Map<?, ?>[count];
        Arrays.fill(maps, Map.of());
        return maps;
    }

    private static int place(Object key, int maps) {
        return key.hashCode() * SPREAD >>> Integer.numberOfLeadingZeros(maps) + 1;
    }

    @Nullable
    V get(K key) {
        return maps[place(key, maps.length)].get(key);
    }

    /**
     * @param value null: the name leads nowhere any more
     */
    Index<K, V> with(K key, @Nullable V value) {
        Map<K, V>[] copy = maps.clone();
        int at = place(key, copy.length);
        Map<K, V> changed = new HashMap<>(copy[at]);
        if (value == null) changed.remove(key);
        else changed.put(key, value);
        int grown = size + changed.size() - copy[at].size();
        copy[at] = changed;
        Index<K, V> index = new Index<>(copy, grown);
        return grown > 2 * NAMES_IN_A_MAP * copy.length ? index.spreadAnew() : index;
    }

    private Index<K, V> spreadAnew() {
        Map<K, V> all = new HashMap<>();
        for (Map<K, V> map : maps) all.putAll(map);
        return of(all);
    }
}
