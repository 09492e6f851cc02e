package dev.patchbay.access;

import dev.patchbay.access.KeyIssuer.IssuedKey;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/keys")
class KeyController {
    private static final int MOST = 200;

    private final ApiKeys keys;
    private final KeyIssuer issuer;
    private final KeyRemover remover;

    KeyController(ApiKeys keys, KeyIssuer issuer, KeyRemover remover) {
        this.keys = keys;
        this.issuer = issuer;
        this.remover = remover;
    }

    record KeyList(List<KeyItem> items, @Nullable String next) {}

    record KeyItem(
            String id,
            String name,
            Role role,
            Set<String> apps,
            @Nullable Instant expiresAt,
            Instant createdAt,
            String createdBy) {
        static KeyItem of(ApiKey key) {
            KeyGrant grant = key.grant();
            return new KeyItem(
                    key.id(),
                    grant.name(),
                    grant.role(),
                    grant.apps(),
                    grant.expiresAt(),
                    key.createdAt(),
                    key.createdBy());
        }
    }

    /** What a new key is asked to be; no apps or an empty list means all apps. */
    record NewKey(
            @Nullable String name,
            @Nullable Role role,
            @Nullable List<@Nullable String> apps,
            @Nullable Instant expiresAt) {
        NewKey {
            grant(name, role, apps, expiresAt);
        }

        KeyGrant grant() {
            return grant(name, role, apps, expiresAt);
        }

        private static KeyGrant grant(
                @Nullable String name,
                @Nullable Role role,
                @Nullable List<@Nullable String> apps,
                @Nullable Instant expiresAt) {
            if (name == null) throw new IllegalArgumentException("name: is missing");
            if (role == null) throw new IllegalArgumentException("role: is missing");
            List<@Nullable String> named = apps == null ? List.of() : apps;
            if (named.stream().anyMatch(Objects::isNull)) throw new IllegalArgumentException("apps: holds a null");
            return new KeyGrant(name, role, Set.copyOf(named), expiresAt);
        }
    }

    record CreatedKey(
            String id,
            String name,
            Role role,
            Set<String> apps,
            @Nullable Instant expiresAt,
            String key) {}

    @GetMapping
    KeyList list(@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String after) {
        int size = Math.max(1, Math.min(limit, MOST));
        Limit oneMore = Limit.of(size + 1);
        List<ApiKey> found = after == null ? keys.newest(oneMore) : keys.newestAfter(after, oneMore);
        List<KeyItem> items = found.stream().limit(size).map(KeyItem::of).toList();
        return new KeyList(items, found.size() > size ? items.get(size - 1).id() : null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CreatedKey create(@RequestBody NewKey asked, Principal by) {
        KeyGrant grant = asked.grant();
        IssuedKey issued = issuer.issue(grant, by.getName());
        return new CreatedKey(
                issued.id(), grant.name(), grant.role(), grant.apps(), grant.expiresAt(), issued.secret());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        remover.remove(id);
    }
}
