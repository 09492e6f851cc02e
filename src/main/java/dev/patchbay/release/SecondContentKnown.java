package dev.patchbay.release;

import java.util.Map;

/** Other bytes of the same jsVersion ship inside a store build: as a base for deltas it is uncertain now. */
public record SecondContentKnown(Release release, Content bytes) implements ReleaseEvent {
    @Override
    public Map<String, String> after() {
        return Map.of("sha256", bytes.key().sha256());
    }
}
