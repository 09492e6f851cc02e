package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

class RouteRightsTests extends RunningServer {
    @Autowired
    private List<RequestMappingInfoHandlerMapping> mappings;

    @Autowired
    private RouteRights rights;

    @Autowired
    private KeyIssuer issuer;

    private record Mapped(String method, String path) implements Comparable<Mapped> {
        @Override
        public int compareTo(Mapped other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All routes that any controller answers, each with an example in place of its variables. */
    private Set<Mapped> mapped() {
        Set<Mapped> all = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String pattern : info.getPatternValues()) {
                    String path = pattern.replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", "example")
                            .replace("**", "example")
                            .replace("*", "example");
                    if (info.getMethodsCondition().getMethods().isEmpty()) all.add(new Mapped("GET", path));
                    for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                        all.add(new Mapped(method.name(), path));
                    }
                }
            }
        }
        return all;
    }

    private int status(Mapped route, String... headers) throws Exception {
        HttpRequest.Builder request = to(route.path()).method(route.method(), HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return send(request).statusCode();
    }

    @Test
    void everyRouteIsListed() {
        List<Mapped> unlisted = mapped().stream()
                .filter(route -> rights.find(route.method(), PathContainer.parsePath(route.path()))
                        .isEmpty())
                .toList();

        assertThat(unlisted)
                .as("Routes that nobody can reach: add a row to RouteRights.TABLE that says who may use them")
                .isEmpty();
    }

    @Test
    void whatNeedsAKeyIsClosedWithoutOne() throws Exception {
        for (Mapped route : mapped()) {
            Route row = rights.find(route.method(), PathContainer.parsePath(route.path()))
                    .orElseThrow();
            if (row.needsNoKey()) assertThat(status(route)).as("%s", route).isNotIn(401, 403);
            else assertThat(status(route)).as("%s", route).isEqualTo(401);
        }
    }

    @Test
    void aLesserRoleIsTurnedAwayAndARightfulOneIsNot() throws Exception {
        Map<Role, String> keys = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            keys.put(
                    role,
                    issuer.issue(new KeyGrant("test", role, Set.of(), null), "test")
                            .secret());
        }
        for (Mapped route : mapped()) {
            Route row = rights.find(route.method(), PathContainer.parsePath(route.path()))
                    .orElseThrow();
            if (row.needsNoKey()) continue;
            for (Role role : Role.values()) {
                int status = status(route, "Authorization", "Bearer " + keys.get(role));
                if (role.includes(row.role()))
                    assertThat(status).as("%s as %s", route, role).isNotIn(401, 403);
                else assertThat(status).as("%s as %s", route, role).isEqualTo(403);
            }
        }
    }

    @Test
    void whatIsNotListedIsClosedWhateverIsBehindIt() throws Exception {
        for (String path :
                List.of("/actuator", "/actuator/env", "/actuator/heapdump", "/h2-console", "/api", "/app/other")) {
            assertThat(status(new Mapped("GET", path))).as(path).isEqualTo(401);
            assertThat(status(new Mapped("GET", path), "Authorization", "Bearer " + ADMIN))
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void aRightfulKeyIsToldWhichMethodsThereAre() throws Exception {
        assertThat(status(new Mapped("DELETE", "/api/apps/demo/releases"), "Authorization", "Bearer " + ADMIN))
                .isEqualTo(405);
        assertThat(status(new Mapped("DELETE", "/api/apps/demo/releases"))).isEqualTo(401);
    }
}
