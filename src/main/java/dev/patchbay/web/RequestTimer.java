package dev.patchbay.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One timer for each route, method and status, under the name and tags of Spring's observations, which would cost as much
 * as the answer to a check. Routes are patterns, never what a client sent.
 */
final class RequestTimer implements Filter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    RequestTimer(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Kind(String method, String uri, int status) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begin = System.nanoTime();
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            if (request.isAsyncStarted()) request.getAsyncContext().addListener(new AtTheEnd(begin, request, response));
            else record(begin, request, response, failed);
        }
    }

    private void record(long begin, ServletRequest request, ServletResponse response, boolean failed) {
        HttpServletRequest http = (HttpServletRequest) request;
        int status =
                failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : ((HttpServletResponse) response).getStatus();
        Object route = http.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String method = METHODS.contains(http.getMethod()) ? http.getMethod() : "OTHER";
        timers.computeIfAbsent(new Kind(method, route == null ? "UNKNOWN" : route.toString(), status), this::timer)
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests")
                .description("Requests by route, method and status")
                .tag("method", kind.method())
                .tag("uri", kind.uri())
                .tag("status", Integer.toString(kind.status()))
                .tag("outcome", outcome(kind.status()))
                .register(registry);
    }

    private static String outcome(int status) {
        if (status < 300) return "SUCCESS";
        if (status < 400) return "REDIRECTION";
        return status < 500 ? "CLIENT_ERROR" : "SERVER_ERROR";
    }

    /** A streamed answer ends long after the filters have returned. */
    private final class AtTheEnd implements AsyncListener {
        private final long begin;
        private final ServletRequest request;
        private final ServletResponse response;
        private boolean failed;

        AtTheEnd(long begin, ServletRequest request, ServletResponse response) {
            this.begin = begin;
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            record(begin, request, response, failed);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            failed = true;
        }

        @Override
        public void onError(AsyncEvent event) {
            failed = true;
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
