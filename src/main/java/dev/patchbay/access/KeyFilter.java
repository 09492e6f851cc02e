package dev.patchbay.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is asking. A request without a key passes as nobody's; one with a wrong key ends here. */
final class KeyFilter extends OncePerRequestFilter {
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();
    private final AccessSettings settings;
    private final KeyRing ring;
    private final FailedKeys failures;
    private final Door door;
    private final LimitSettings limits;
    private final FloodGate gate;

    KeyFilter(
            AccessSettings settings,
            KeyRing ring,
            FailedKeys failures,
            Door door,
            LimitSettings limits,
            FloodGate gate) {
        this.settings = settings;
        this.ring = ring;
        this.failures = failures;
        this.door = door;
        this.limits = limits;
        this.gate = gate;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> secret = Credentials.in(request);
        if (secret.isPresent()) {
            try {
                admit(holder(request, secret.get()), request, response);
            } catch (BadCredentialsException e) {
                door.commence(request, response, e);
                return;
            } catch (PlainHttpRefused | TooManyRequests e) {
                door.refuse(request, response, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private KeyHolder holder(HttpServletRequest request, String secret) {
        if (settings.requireHttps() && !Origin.isSafeForKeys(request)) throw new PlainHttpRefused();
        String address = request.getRemoteAddr();
        KeyHolder holder = ring.holderOf(secret).orElse(null);
        failures.admit(address, holder);
        if (holder == null) {
            failures.failed(address);
            throw new BadCredentialsException("wrong key");
        }
        failures.succeeded(address, holder);
        if (!limits.isExempt(address)) gate.pass(holder.id());
        return holder;
    }

    /** Kept with the request, not in a session: a streamed answer is dispatched a second time. */
    private void admit(KeyHolder holder, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeyAuthentication(holder));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
