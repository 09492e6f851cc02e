package dev.patchbay.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** First of all filters: from here on the request tells the client's address and URL, and no proxy's headers. */
final class OriginFilter extends OncePerRequestFilter {
    private final ProxySettings proxies;

    OriginFilter(ProxySettings proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Origin origin = Origin.of(request, proxies);
        origin.attachTo(request);
        chain.doFilter(new OriginalRequest(request, origin, proxies.mayBeOne(request.getRemoteAddr())), response);
    }
}
