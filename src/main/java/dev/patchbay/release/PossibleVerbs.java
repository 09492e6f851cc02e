package dev.patchbay.release;

import java.util.EnumSet;
import java.util.Set;

/** Which verbs would change a release as it stands: what to offer people, since all others are refused or do nothing. */
public final class PossibleVerbs {
    private PossibleVerbs() {}

    public static Set<Verb> of(Release release) {
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        if (release.embedded()) return verbs;
        switch (release.state()) {
            case DRAFT -> verbs.add(Verb.PUBLISH);
            case PUBLISHED -> verbs.add(Verb.PAUSE);
            case PAUSED -> verbs.add(Verb.RESUME);
            case WITHDRAWN -> {}
        }
        if (release.state() != State.WITHDRAWN) verbs.add(Verb.WITHDRAW);
        if (release.publishedAt().isPresent() && !release.rolledBack()) verbs.add(Verb.ROLLBACK);
        return verbs;
    }
}
