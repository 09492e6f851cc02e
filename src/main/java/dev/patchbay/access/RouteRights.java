package dev.patchbay.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import dev.patchbay.access.Route.Right;
import dev.patchbay.access.Route.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;

/** Who may use which route. What no row lists is closed to everybody; the first row that matches decides. */
@Component
class RouteRights implements AuthorizationManager<RequestAuthorizationContext> {
    private static final @Nullable HttpMethod ANY = null;

    private static final List<Route> TABLE = List.of(
            // devices; whatever the method, so that a wrong one is answered in their form
            Route.of(ANY, "/api/patch/**", Right.DEVICE, Scope.NO_APP),
            Route.of(ANY, "/app/check", Right.DEVICE, Scope.NO_APP),
            Route.of(ANY, "/app/*.zip", Right.DEVICE, Scope.NO_APP),
            Route.of(ANY, "/packages/**", Right.DEVICE, Scope.NO_APP),
            Route.of(ANY, "/api/trust/**", Right.DEVICE, Scope.NO_APP),
            // without a key
            Route.of(GET, "/", Right.OPEN, Scope.NO_APP),
            Route.of(ANY, "/error", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/console/**", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/v3/api-docs/**", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/v3/api-docs.yaml", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/swagger-ui.html", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/swagger-ui/**", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/actuator/health", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/actuator/health/liveness", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/actuator/health/readiness", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/actuator/health/devices", Right.OPEN, Scope.NO_APP),
            Route.of(GET, "/actuator/info", Right.OPEN, Scope.NO_APP),
            // people and CI
            Route.of(GET, "/actuator/health/**", Right.VIEWER, Scope.WHOLE_SERVER),
            Route.of(GET, "/actuator/prometheus", Right.VIEWER, Scope.WHOLE_SERVER),
            Route.of(GET, "/api/me", Right.VIEWER, Scope.NO_APP),
            Route.of(GET, "/api/backlog", Right.VIEWER, Scope.WHOLE_SERVER),
            Route.of(GET, "/api/apps", Right.VIEWER, Scope.SHOWS_OWN_APPS),
            Route.of(GET, "/api/apps/{app}/export", Right.ADMIN, Scope.APP_IN_PATH),
            Route.of(POST, "/api/apps/import", Right.ADMIN, Scope.WHOLE_SERVER),
            Route.of(GET, "/api/apps/{app}/**", Right.VIEWER, Scope.APP_IN_PATH),
            Route.of(POST, "/api/apps/{app}/releases", Right.UPLOADER, Scope.APP_IN_PATH),
            Route.of(PATCH, "/api/apps/{app}", Right.PUBLISHER, Scope.APP_IN_PATH),
            Route.of(PATCH, "/api/apps/{app}/releases/{id}", Right.PUBLISHER, Scope.APP_IN_PATH),
            Route.of(POST, "/api/apps/{app}/releases/{id}/{verb}", Right.PUBLISHER, Scope.APP_IN_PATH),
            Route.of(DELETE, "/api/apps/{app}/releases/{id}/strikes", Right.PUBLISHER, Scope.APP_IN_PATH),
            Route.of(POST, "/api/apps/{app}/retention", Right.PUBLISHER, Scope.APP_IN_PATH),
            Route.of(POST, "/api/apps/{app}/trust/keys", Right.ADMIN, Scope.APP_IN_PATH),
            Route.of(POST, "/api/apps/{app}/sealing/keys", Right.ADMIN, Scope.APP_IN_PATH),
            Route.of(DELETE, "/api/apps/{app}/sealing/keys/{version}", Right.ADMIN, Scope.APP_IN_PATH),
            Route.of(POST, "/app/add", Right.PUBLISHER, Scope.APP_IN_FORM),
            Route.of(ANY, "/api/keys/**", Right.ADMIN, Scope.WHOLE_SERVER),
            Route.of(GET, "/api/audit/**", Right.ADMIN, Scope.WHOLE_SERVER),
            Route.of(ANY, "/api/webhooks/**", Right.ADMIN, Scope.WHOLE_SERVER),
            Route.of(ANY, "/api/backup", Right.ADMIN, Scope.WHOLE_SERVER));

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Optional<Route> route = find(request);
        return new AuthorizationDecision(route.isPresent() && allows(route.get(), who.get(), request));
    }

    private static boolean allows(Route route, @Nullable Authentication who, HttpServletRequest request) {
        if (route.needsNoKey()) return true;
        if (!(who instanceof KeyAuthentication key)) return false;
        KeyGrant grant = key.getPrincipal().grant();
        return grant.role().includes(route.role()) && isInScope(route, grant, request);
    }

    private static boolean isInScope(Route route, KeyGrant grant, HttpServletRequest request) {
        if (grant.isForAllApps()) return true;
        return switch (route.scope()) {
            case NO_APP, SHOWS_OWN_APPS -> true;
            case WHOLE_SERVER -> false;
            case APP_IN_PATH -> grant.isFor(route.variables(pathOf(request)).getOrDefault("app", ""));
            case APP_IN_FORM -> {
                String[] apps = request.getParameterValues("appName");
                yield apps != null && Arrays.stream(apps).allMatch(grant::isFor);
            }
        };
    }

    /** The row that decides on a request. */
    Optional<Route> find(HttpServletRequest request) {
        return find(request.getMethod(), pathOf(request));
    }

    Optional<Route> find(String method, PathContainer path) {
        return TABLE.stream().filter(route -> route.matches(method, path)).findFirst();
    }

    boolean isForDevices(HttpServletRequest request) {
        return find(request).filter(route -> route.right() == Right.DEVICE).isPresent();
    }

    /** The methods listed for a path; empty when there is nothing at all. */
    Set<String> methodsOf(HttpServletRequest request) {
        PathContainer path = pathOf(request);
        Set<String> methods = new TreeSet<>();
        for (Route route : TABLE) {
            if (route.method() != null && route.pattern().matches(path)) {
                methods.add(route.method().name());
            }
        }
        return methods;
    }

    /** The path as Spring MVC will match it, segment by segment and decoded once. */
    static PathContainer pathOf(HttpServletRequest request) {
        return (ServletRequestPathUtils.hasParsedRequestPath(request)
                        ? ServletRequestPathUtils.getParsedRequestPath(request)
                        : ServletRequestPathUtils.parseAndCache(request))
                .pathWithinApplication();
    }
}
