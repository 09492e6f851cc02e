package dev.patchbay.manage;

import dev.patchbay.release.App;
import dev.patchbay.release.Apps;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the apps that a key may see. */
@RestController
class AppController {
    private static final String FOR_APP = "APP_";
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final Apps apps;

    AppController(Apps apps) {
        this.apps = apps;
    }

    record AppView(String name, Instant createdAt) {}

    @GetMapping("/api/apps")
    Page<AppView> list(
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(defaultValue = "") String after,
            Authentication who) {
        Set<String> only = who.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith(FOR_APP))
                .map(authority -> authority.substring(FOR_APP.length()))
                .collect(Collectors.toSet());
        Instant before = after.isEmpty() ? END_OF_TIME : lastSeen(after).createdAt();
        List<App> found = apps.page(before, after, only.isEmpty(), only, Page.limit(limit));
        return Page.of(found, limit, App::name)
                .map(page -> page.stream()
                        .map(app -> new AppView(app.name(), app.createdAt()))
                        .toList());
    }

    /** A page ends with an app, and goes on behind it. */
    private App lastSeen(String after) {
        return apps.findByName(after)
                .orElseThrow(() -> new RefusedParameter("after: not a cursor; take it from the member next of a list"));
    }
}
