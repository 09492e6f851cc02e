package dev.patchbay.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.patchbay.delta.Deltas;
import dev.patchbay.download.DownloadBudget;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Content;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.KnownContents;
import dev.patchbay.release.Match;
import dev.patchbay.release.Priority;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import dev.patchbay.release.TagRule;
import dev.patchbay.report.Strikes;
import dev.patchbay.rollout.Rollout;
import dev.patchbay.storage.BlobFolder;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.SealKeyBook;
import dev.patchbay.trust.Statements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/** Releases put together by hand, with real bytes in a real store, and a resolver that decides on them. */
final class Shelf {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    /** No release failed anywhere and no download is too many, unless a test says so. */
    final Strikes strikes = mock(Strikes.class);

    final DownloadBudget budget = mock(DownloadBudget.class);

    /** No app seals. */
    final SealKeyBook sealKeys = mock(SealKeyBook.class);

    private final BlobFolder blobs;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Content> contents = new HashMap<>();

    Shelf(Path folder) {
        blobs = new BlobFolder(folder);
    }

    /** A published release for everybody, unless it is told otherwise; its name is its content. */
    final class Item {
        final String name;
        private final long id;
        private NativeVersion version = NativeVersion.of("1.0.0");
        private Match match = Match.EXACT;
        private State state = State.PUBLISHED;
        private long timestamp;
        private boolean everPublished = true;
        private boolean rolledBack;
        private boolean embedded;
        private boolean stored;
        private Rollout rollout = new Rollout(10_000, "salt", Set.of(), TagRule.EVERYBODY);
        private Priority priority = Priority.NORMAL;
        private @Nullable Instant deadline;
        private @Nullable String jsPath;
        private final List<KnownContent> others = new ArrayList<>();
        private final Map<String, Candidate.ReadyDelta> deltas = new HashMap<>();

        private Item(String name, long id) {
            this.name = name;
            this.id = id;
            this.timestamp = id;
        }

        Item for_(String version, String match) {
            this.version = NativeVersion.of(version);
            this.match = Match.of(match);
            return this;
        }

        Item at(long timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        Item state(State state) {
            this.state = state;
            this.everPublished = state != State.DRAFT;
            return this;
        }

        Item rolledBack() {
            rolledBack = true;
            return state(State.WITHDRAWN);
        }

        Item embedded() {
            embedded = true;
            return this;
        }

        Item rollout(int hundredths) {
            rollout = new Rollout(hundredths, rollout.salt(), rollout.allowed(), rollout.tags());
            return this;
        }

        Item allowing(String device) {
            rollout = new Rollout(rollout.hundredths(), rollout.salt(), Set.of(DeviceId.of(device)), rollout.tags());
            return this;
        }

        Item onlyFor(String tag, String value) {
            rollout = new Rollout(
                    rollout.hundredths(), rollout.salt(), rollout.allowed(), new TagRule(Map.of(tag, Set.of(value))));
            return this;
        }

        Item priority(Priority priority) {
            this.priority = priority;
            return this;
        }

        Item deadline(Instant deadline) {
            this.deadline = deadline;
            return this;
        }

        Item onStaticServer() {
            jsPath = "https://files.example.com/app";
            return this;
        }

        /** The server wrote it from an upload, which devices may hold as well. */
        Item stored() {
            stored = true;
            others.add(KnownContents.of(KnownContent.Origin.ORIGINAL, originalJsVersion(), put(name + " original")));
            return this;
        }

        Item alsoEmbedded() {
            others.add(KnownContents.of(KnownContent.Origin.EMBEDDED, jsVersion(), put(name + " embedded")));
            return this;
        }

        Item deltaFrom(Item base) {
            Content content = put("delta from " + base.name + " to " + name);
            String from = jsPath == null
                    ? base.full().key().sha256()
                    : base.jsVersion().hex();
            BlobKey blob = jsPath == null ? content.key() : null;
            deltas.put(from, new Candidate.ReadyDelta(base.jsVersion().deltaNameTo(jsVersion()), blob, content.size()));
            return this;
        }

        JsVersion jsVersion() {
            return new JsVersion(DigestUtils.md5Hex("jsVersion of " + name));
        }

        JsVersion originalJsVersion() {
            return new JsVersion(DigestUtils.md5Hex("jsVersion of the original of " + name));
        }

        Content full() {
            return put(name);
        }

        Held byJsVersion() {
            return new Held.Version(jsVersion().hex());
        }

        Held byBytes() {
            return new Held.Bytes(full().md5());
        }

        Held byBytesOf(String other) {
            return new Held.Bytes(put(name + " " + other).md5());
        }

        private Candidate toCandidate() {
            return new Candidate(
                    id,
                    version,
                    match,
                    jsVersion(),
                    stored ? originalJsVersion() : null,
                    timestamp,
                    state,
                    everPublished,
                    rolledBack,
                    embedded,
                    rollout,
                    priority,
                    deadline,
                    "",
                    jsPath,
                    jsPath == null ? full() : null,
                    others,
                    deltas,
                    null);
        }
    }

    /** Newer than those before. */
    Item release(String name) {
        Item item = new Item(name, items.size() + 1L);
        items.add(item);
        return item;
    }

    /** Stores a text once: storing it again would heal it. */
    private Content put(String text) {
        return contents.computeIfAbsent(text, content -> {
            try {
                byte[] bytes = content.getBytes(UTF_8);
                return new Content(blobs.put(bytes), DigestUtils.md5Hex(bytes), bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void damage(Item item) {
        damage(item.full().key());
    }

    void damageDelta(Item from, Item to) {
        damage(put("delta from " + from.name + " to " + to.name).key());
    }

    private void damage(BlobKey key) {
        try {
            blobs.damage(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same whether the line was read as a whole or release by release, in whatever order. */
    UpdateDecision decide(UpdateCheck check) {
        List<Candidate> all = items.stream()
                .map(Item::toCandidate)
                .sorted(Comparator.comparingLong(Candidate::timestamp)
                        .thenComparingLong(Candidate::id)
                        .reversed())
                .toList();
        Line merged = Line.EMPTY;
        for (Candidate release : all) {
            merged.fitting(check.installed());
            merged = merged.with(release);
        }
        UpdateDecision decision = decide(check, new Line(all));
        assertThat(decide(check, merged)).isEqualTo(decision);
        return decision;
    }

    private UpdateDecision decide(UpdateCheck check, Line line) {
        Catalogue catalogue =
                new Catalogue(
                        mock(Releases.class),
                        mock(Deltas.class),
                        mock(Statements.class),
                        mock(PlatformTransactionManager.class)) {
                    @Override
                    Line line(String app, Platform platform) {
                        return line;
                    }
                };
        return new UpdateResolver(
                        catalogue,
                        blobs.store(),
                        new DeviceHolds(strikes, budget, sealKeys),
                        mock(CountingTrace.class),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .decide(check);
    }
}
