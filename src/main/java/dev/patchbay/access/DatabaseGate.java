package dev.patchbay.access;

import dev.patchbay.storage.DatabaseAway;
import dev.patchbay.storage.DatabaseWatch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers people and build servers at once while the database is away, rather than have them wait for it one by one.
 * Devices never need it.
 */
final class DatabaseGate extends OncePerRequestFilter {
    private final DatabaseWatch watch;
    private final HandlerExceptionResolver resolver;

    DatabaseGate(DatabaseWatch watch, HandlerExceptionResolver resolver) {
        this.watch = watch;
        this.resolver = resolver;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/patch/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            watch.require();
        } catch (DatabaseAway e) {
            resolver.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }
}
