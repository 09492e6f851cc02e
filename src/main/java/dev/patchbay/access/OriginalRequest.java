package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The request as the client sent it, whatever proxies lie between. */
final class OriginalRequest extends HttpServletRequestWrapper {
    /** In which a proxy says that it sends files: whoever else says so would get an answer without its bytes. */
    private static final String SENDS_FILES = "X-Sendfile-Type";

    private final Origin origin;
    private final boolean fromProxy;

    /**
     * @param fromProxy whether it was handed over by a proxy, as far as anybody knows
     */
    OriginalRequest(HttpServletRequest request, Origin origin, boolean fromProxy) {
        super(request);
        this.origin = origin;
        this.fromProxy = fromProxy;
    }

    private boolean isHidden(String header) {
        return Hops.HEADERS.contains(header) || !fromProxy && SENDS_FILES.equalsIgnoreCase(header);
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
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isHidden(name))
                .toList());
    }
}
