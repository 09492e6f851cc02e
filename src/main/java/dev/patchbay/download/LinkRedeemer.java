package dev.patchbay.download;

import dev.patchbay.download.Redemption.Expired;
import dev.patchbay.download.Redemption.Gone;
import dev.patchbay.download.Redemption.NotALink;
import dev.patchbay.download.Redemption.Redeemed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says what a link is still good for at the start of a request; how long the request then takes does not matter. */
@Component
class LinkRedeemer {
    private final KeyRing keys;
    private final SpentTokens spent;
    private final WithdrawnReleases withdrawn;
    private final Clock clock;

    LinkRedeemer(KeyRing keys, SpentTokens spent, WithdrawnReleases withdrawn, Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.withdrawn = withdrawn;
        this.clock = clock;
    }

    /**
     * @param context what the link was made for: {@link DownloadLinks#ONCE} or a package's name
     */
    Redemption redeem(String text, String context) {
        Optional<Token> found = keys.openLink(text, context);
        if (found.isEmpty()) return new NotALink();
        Token token = found.get();
        Instant now = clock.instant();
        if (!now.isBefore(token.expiry())) return new Expired();
        if (token.kind().worksOnce() && spent.contains(token.nonce())) return new NotALink();
        if (withdrawn.contains(token.releaseId())) return new Gone();
        Duration left = Duration.between(now, token.expiry());
        return new Redeemed(token.releaseId(), token.blob(), token.kind().form(), left, token.nonce());
    }
}
