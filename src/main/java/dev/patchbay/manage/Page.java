package dev.patchbay.manage;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;

/**
 * A part of a list.
 *
 * @param next what {@code after} continues with; null at the end
 */
record Page<T>(List<T> items, @Nullable String next) {
    private static final int MOST = 200;
    static final String DEFAULT_LIMIT = "50";

    /**
     * One more than wanted, to see whether the list goes on.
     *
     * @throws RefusedParameter unless 1 ≤ limit ≤ 200
     */
    static Limit limit(int limit) {
        if (limit < 1 || limit > MOST) throw new RefusedParameter("limit: write 1 to " + MOST);
        return Limit.of(limit + 1);
    }

    /**
     * @param found up to one more than {@code limit}
     */
    static <E> Page<E> of(List<E> found, int limit, Function<E, String> cursor) {
        if (found.size() <= limit) return new Page<>(found, null);
        return new Page<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)));
    }

    <V> Page<V> map(Function<List<T>, List<V>> renderer) {
        return new Page<>(renderer.apply(items), next);
    }
}
