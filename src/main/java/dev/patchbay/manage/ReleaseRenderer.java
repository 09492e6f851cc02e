package dev.patchbay.manage;

import dev.patchbay.delta.Coding;
import dev.patchbay.delta.DeltaState;
import dev.patchbay.delta.Deltas;
import dev.patchbay.delta.Encoding;
import dev.patchbay.delta.Encodings;
import dev.patchbay.plan.PlanBoard;
import dev.patchbay.release.Release;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.Signed;
import dev.patchbay.trust.Statements;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Puts together what several packages know of a release. */
@Component
class ReleaseRenderer {
    private final Deltas deltas;
    private final Encodings encodings;
    private final PlanBoard plans;
    private final Statements statements;

    ReleaseRenderer(Deltas deltas, Encodings encodings, PlanBoard plans, Statements statements) {
        this.statements = statements;
        this.deltas = deltas;
        this.encodings = encodings;
        this.plans = plans;
    }

    /** A release with the ETag that If-Match of a change compares. */
    ResponseEntity<ReleaseView> answer(Release release) {
        return ResponseEntity.ok()
                .eTag("\"" + release.rowVersion() + "\"")
                .body(render(List.of(release)).get(0));
    }

    List<ReleaseView> render(Collection<Release> releases) {
        if (releases.isEmpty()) return List.of();
        List<Long> ids = releases.stream().map(Release::id).toList();
        Map<Long, PlanView> planned = new HashMap<>();
        plans.of(ids).forEach((id, entry) -> planned.put(id, PlanView.of(entry)));
        Map<Long, Map<String, Long>> counts = new HashMap<>();
        for (Object[] row : deltas.counts(ids)) {
            counts.computeIfAbsent((Long) row[0], id -> new HashMap<>()).put((String) row[1], (Long) row[2]);
        }
        Map<BlobKey, List<Coding>> codings = codings(releases);
        Map<Long, Signed> signed = statements.of(releases);
        return releases.stream()
                .map(release -> ReleaseView.of(
                        release,
                        String.valueOf(release.id()),
                        new ReleaseView.Parts(
                                counts(counts.getOrDefault(release.id(), Map.of())),
                                release.full()
                                        .map(full -> codings.getOrDefault(full.key(), List.of()))
                                        .orElse(List.of()),
                                planned.get(release.id()),
                                signed(signed.get(release.id())))))
                .toList();
    }

    private Map<BlobKey, List<Coding>> codings(Collection<Release> releases) {
        Set<String> contents = releases.stream()
                .flatMap(release -> release.full().stream())
                .map(full -> full.key().sha256())
                .collect(Collectors.toSet());
        return encodings.readyOf(contents).stream()
                .collect(Collectors.groupingBy(
                        Encoding::content, Collectors.mapping(Encoding::coding, Collectors.toList())));
    }

    private static ReleaseView.@Nullable SignedView signed(@Nullable Signed signed) {
        return signed == null ? null : new ReleaseView.SignedView(signed.statement(), signed.sequence());
    }

    private static ReleaseView.DeltaCounts counts(Map<String, Long> byState) {
        return new ReleaseView.DeltaCounts(
                count(byState, DeltaState.READY),
                count(byState, DeltaState.PENDING),
                count(byState, DeltaState.SKIPPED),
                count(byState, DeltaState.FAILED));
    }

    private static long count(Map<String, Long> byState, DeltaState state) {
        return byState.getOrDefault(state.toString(), 0L);
    }
}
