package dev.patchbay.release;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.BlobKey;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** Releases for tests of rules, without a database. */
public final class SomeRelease {
    private SomeRelease() {}

    /**
     * A patch for iOS whose timestamp is its id.
     *
     * @param state as the HTTP contract has it, or embedded, pinned, retired
     */
    public static Release of(long id, String version, String match, String state, String rollout) {
        boolean embedded = state.equals("embedded");
        Terms terms = new Terms(
                Optional.empty(),
                Priority.NORMAL,
                "",
                Percent.of(rollout),
                state.equals("draft"),
                embedded,
                Packaging.AS_IS,
                Optional.empty());
        String md5 = DigestUtils.md5Hex("release " + id);
        Release release = new Release(
                        new Release.Identity("demo", Platform.IOS, NativeVersion.of(version), JsVersion.of(md5)),
                        Match.of(match),
                        id,
                        false,
                        terms,
                        "00",
                        new Release.Made(Instant.EPOCH, "test"))
                .handingOut(new Content(new BlobKey(DigestUtils.sha256Hex("release " + id)), md5, 100));
        ReflectionTestUtils.setField(release, "id", id);
        switch (state) {
            case "paused" -> release.pause();
            case "withdrawn" -> release.withdraw();
            case "retired" -> release.retire(Instant.EPOCH);
            case "pinned" -> ReflectionTestUtils.setField(release, "pinned", true);
            default -> {}
        }
        return release;
    }
}
