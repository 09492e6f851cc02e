package dev.patchbay.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a key may do; each role has all rights of those before it. */
enum Role {
    VIEWER,
    UPLOADER,
    PUBLISHER,
    ADMIN;

    /**
     * @throws IllegalArgumentException for anything but the four names in lower case
     */
    @JsonCreator
    static Role of(String name) {
        for (Role role : values()) {
            if (role.toString().equals(name)) return role;
        }
        throw new IllegalArgumentException("role: one of viewer, uploader, publisher, admin");
    }

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** {@code ROLE_viewer} up to this role's own, so that {@code request.isUserInRole("publisher")} holds for admins. */
    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(this::includes)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
