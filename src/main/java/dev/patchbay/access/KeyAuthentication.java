package dev.patchbay.access;

import java.util.ArrayList;
import java.util.Collection;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A request that came with a right key. Packages below this one see only Spring's words: {@code getName()} is the key's
 * name, {@code getDetails()} its id, {@code ROLE_…} authorities its role and all lesser ones, and {@code APP_…}
 * authorities the only apps it is for (none: all).
 */
final class KeyAuthentication extends AbstractAuthenticationToken {
    private final KeyHolder holder;

    KeyAuthentication(KeyHolder holder) {
        super(authorities(holder.grant()));
        this.holder = holder;
        setDetails(holder.id());
        setAuthenticated(true);
    }

    private static Collection<GrantedAuthority> authorities(KeyGrant grant) {
        Collection<GrantedAuthority> authorities = new ArrayList<>(grant.role().authorities());
        grant.apps().forEach(app -> authorities.add(new SimpleGrantedAuthority("APP_" + app)));
        return authorities;
    }

    @Override
    public KeyHolder getPrincipal() {
        return holder;
    }

    /** The key's text is never kept. */
    @Override
    public String getCredentials() {
        return "";
    }
}
