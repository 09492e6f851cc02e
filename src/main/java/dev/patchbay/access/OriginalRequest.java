package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The request as the client sent it, whatever proxies lie between. */
final class OriginalRequest extends HttpServletRequestWrapper {
    private final Origin origin;

    OriginalRequest(HttpServletRequest request, Origin origin) {
        super(request);
        this.origin = origin;
    }

    @Override
    public String getRemoteAddr() {
        return origin.address();
    }

    /** The address again: names are never looked up. */
    @Override
    public String getRemoteHost() {
        return origin.address();
    }

    @Override
    public String getScheme() {
        return origin.scheme();
    }

    @Override
    public boolean isSecure() {
        return origin.scheme().equals("https");
    }

    @Override
    public String getServerName() {
        return origin.host();
    }

    @Override
    public int getServerPort() {
        return origin.port();
    }

    @Override
    public StringBuffer getRequestURL() {
        boolean standard = origin.port() == (isSecure() ? 443 : 80) || origin.port() <= 0;
        return new StringBuffer(origin.scheme())
                .append("://")
                .append(origin.host())
                .append(standard ? "" : ":" + origin.port())
                .append(getRequestURI());
    }

    @Override
    public @Nullable String getHeader(String name) {
        return Hops.HEADERS.contains(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Hops.HEADERS.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !Hops.HEADERS.contains(name))
                .toList());
    }
}
