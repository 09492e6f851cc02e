package dev.patchbay.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One row of the table of rights.
 *
 * @param method null for all methods
 * @param right who may
 * @param scope what a key that is limited to named apps may reach there
 */
record Route(@Nullable HttpMethod method, PathPattern pattern, Right right, Scope scope) {

    /** Who may use a route. Device routes have a filter chain of their own that never looks for a key. */
    enum Right {
        DEVICE,
        OPEN,
        VIEWER,
        UPLOADER,
        PUBLISHER,
        ADMIN
    }

    /** How a route is bound to an app. */
    enum Scope {
        /** It belongs to no app, and nothing in it tells of any. */
        NO_APP,
        /** The app is the path variable {@code app}. */
        APP_IN_PATH,
        /** The app is the form field {@code appName}. */
        APP_IN_FORM,
        /** It shows several apps and leaves out by itself those that the key is not for. */
        SHOWS_OWN_APPS,
        /** It touches the whole server: a key that is limited to named apps has no right here. */
        WHOLE_SERVER
    }

    static Route of(@Nullable HttpMethod method, String pattern, Right right, Scope scope) {
        return new Route(method, PathPatternParser.defaultInstance.parse(pattern), right, scope);
    }

    boolean matches(String asked, PathContainer path) {
        boolean sameMethod =
                method == null || method.matches(asked) || (method == HttpMethod.GET && HttpMethod.HEAD.matches(asked));
        return sameMethod && pattern.matches(path);
    }

    Map<String, String> variables(PathContainer path) {
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        return match == null ? Map.of() : match.getUriVariables();
    }

    boolean needsNoKey() {
        return right == Right.DEVICE || right == Right.OPEN;
    }

    /** Must not be asked of a route that needs no key. */
    Role role() {
        return Role.valueOf(right.name());
    }
}
