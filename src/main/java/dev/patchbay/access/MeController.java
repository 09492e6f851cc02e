package dev.patchbay.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever holds a key what it is for. */
@RestController
class MeController {

    /**
     * The key that came with the request.
     *
     * @param apps the only apps it is for; empty means all
     * @param expiresAt when it stops working; null means never
     */
    record Me(
            String id,
            String name,
            Role role,
            Set<String> apps,
            @Nullable Instant expiresAt) {}

    @GetMapping("/api/me")
    Me me(@AuthenticationPrincipal KeyHolder holder) {
        KeyGrant grant = holder.grant();
        return new Me(holder.id(), grant.name(), grant.role(), grant.apps(), grant.expiresAt());
    }
}
