package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns requests away, with the same table of words and answers that serves the controllers. */
@Component
class Door implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
    private final HandlerExceptionResolver resolver;
    private final RouteRights rights;

    Door(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver, RouteRights rights) {
        this.resolver = resolver;
        this.rights = rights;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        boolean wrongKey = Credentials.in(request).isPresent();
        response.addHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer realm=\"patchbay\"" + (wrongKey ? ", error=\"invalid_token\"" : ""));
        if (Credentials.acceptsBasic(request)) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"patchbay\", charset=\"UTF-8\"");
        }
        refuse(request, response, e);
    }

    /** Who has a key may know that a route is not there at all, or not for this method. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (rights.find(request).isPresent()) {
            refuse(request, response, e);
            return;
        }
        Set<String> methods = rights.methodsOf(request);
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        refuse(
                request,
                response,
                methods.isEmpty()
                        ? new NoResourceFoundException(method, request.getRequestURI(), "")
                        : new HttpRequestMethodNotSupportedException(request.getMethod(), methods));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        refuse(request, response, e);
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Exception e) throws IOException {
        if (resolver.resolveException(request, response, null, e) == null) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
