package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Match;

/** The installed apps that a release is for: what one head record speaks of. */
public record Rule(AppName app, Platform platform, NativeVersion version, Match match) {
    /** Where devices find the statement of that hash, below the server's address; without a leading slash. */
    public String statementPath(Signed signed) {
        return "api/trust/" + app + "/statements/" + signed.statement() + ".json";
    }

    /** Where devices find this rule's head record; the sequence makes an address that no cache has an older record under. */
    public String headPath(Signed signed) {
        return "api/trust/" + app + "/heads/" + platform + "/" + version + "/" + match + ".json?from="
                + signed.sequence();
    }
}
