package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestWrapper;

class KeyAuthenticationTests {
    private final KeyAuthentication authentication =
            new KeyAuthentication(new KeyHolder("42", new KeyGrant("ci", Role.PUBLISHER, Set.of("demo"), null)));

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void lowerFloorsReadTheKeyInSpringsWords() {
        assertThat(authentication.getName()).isEqualTo("ci");
        assertThat(authentication.getDetails()).isEqualTo("42");
        assertThat(authentication.getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .contains("APP_demo", "ROLE_uploader");
    }

    @Test
    void aRequestIsInTheRoleAndAllBeforeIt() {
        SecurityContextHolder.getContext().setAuthentication(authentication);
        var request = new SecurityContextHolderAwareRequestWrapper(new MockHttpServletRequest(), "ROLE_");

        assertThat(request.isUserInRole("uploader")).isTrue();
        assertThat(request.isUserInRole("publisher")).isTrue();
        assertThat(request.isUserInRole("admin")).isFalse();
        assertThat(request.getUserPrincipal().getName()).isEqualTo("ci");
    }
}
