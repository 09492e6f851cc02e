package dev.patchbay.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What stands against floods: counted requests, counted connections, and no waiting for who is too slow. */
@Configuration(proxyBeanMethods = false)
class FloodConfiguration {

    /** Right after the one that finds out the address. */
    @Bean
    FilterRegistrationBean<FloodFilter> floodFilter(LimitSettings limits, Clock clock, Door door) {
        FilterRegistrationBean<FloodFilter> registration =
                new FilterRegistrationBean<>(new FloodFilter(limits, clock, door));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        registration.setEnabled(limits.enabled());
        return registration;
    }

    @Bean
    KeyFilter keyFilter(
            AccessSettings settings, KeyRing ring, FailedKeys failures, Door door, LimitSettings limits, Clock clock) {
        FloodGate gate = new FloodGate("Too many requests came with this key.", limits.keys(), clock);
        return new KeyFilter(settings, ring, failures, door, limits, gate);
    }

    /** A filter that is a bean would run for every request, outside of the chain it belongs to as well. */
    @Bean
    FilterRegistrationBean<KeyFilter> keyFilterOnlyInItsChain(KeyFilter filter) {
        FilterRegistrationBean<KeyFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> guardedConnections(
            LimitSettings limits, MeterRegistry metrics, FilesUnderWay files) {
        return factory -> {
            factory.setProtocol(GuardedHttp.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof GuardedHttp http) {
                    http.guard(limits, metrics);
                    files.add(http);
                }
            });
        };
    }
}
