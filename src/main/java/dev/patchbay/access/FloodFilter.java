package dev.patchbay.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away who asks too often before anything of the request is read. It counts by the address, not by its claims. */
final class FloodFilter extends OncePerRequestFilter {
    private static final String MESSAGE = "Too many requests came from this address.";

    private final LimitSettings settings;
    private final FloodGate checks;
    private final FloodGate downloads;
    private final FloodGate reports;
    private final FloodGate management;
    private final Door door;
    private final Cache<String, String> sources =
            Caffeine.newBuilder().maximumSize(10_000).build();

    FloodFilter(LimitSettings settings, Clock clock, Door door) {
        this.settings = settings;
        this.checks = new FloodGate(MESSAGE, settings.checks(), clock);
        this.downloads = new FloodGate(MESSAGE, settings.downloads(), clock);
        this.reports = new FloodGate(MESSAGE, settings.reports(), clock);
        this.management = new FloodGate(MESSAGE, settings.management(), clock);
        this.door = door;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            String source = sources.get(request.getRemoteAddr(), this::source);
            if (!source.isEmpty()) gate(request.getRequestURI()).pass(source);
        } catch (TooManyRequests e) {
            door.refuse(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Empty when it is not counted. */
    private String source(String address) {
        return settings.isExempt(address) ? "" : Addresses.source(address);
    }

    /** Whoever spells an address in an unusual way is counted among the fewest. */
    private FloodGate gate(String path) {
        if (path.equals("/app/check") || path.equals("/api/patch/version")) return checks;
        if (path.startsWith("/api/patch/download/")) return downloads;
        if (path.startsWith("/api/trust/") || path.startsWith("/packages/")) return downloads;
        if (path.startsWith("/app/") && path.endsWith(".zip")) return downloads;
        return path.equals("/api/patch/report") ? reports : management;
    }
}
