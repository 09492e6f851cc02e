package dev.patchbay.access;

import dev.patchbay.storage.DatabaseWatch;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The order of filters: who is it (address, URL), is it a device, which key, may that key. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AccessConfiguration {

    @Bean
    FilterRegistrationBean<OriginFilter> originFilter(ProxySettings proxies) {
        FilterRegistrationBean<OriginFilter> registration = new FilterRegistrationBean<>(new OriginFilter(proxies));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** After the keys, so that strangers learn nothing, and before uploads are let in. */
    @Bean
    FilterRegistrationBean<DatabaseGate> databaseGate(
            DatabaseWatch watch, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        FilterRegistrationBean<DatabaseGate> registration =
                new FilterRegistrationBean<>(new DatabaseGate(watch, resolver));
        registration.addUrlPatterns("/api/*", "/app/add");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return registration;
    }

    /** Runs before the server accepts its first connection. */
    @Bean
    SmartInitializingSingleton keysAtStart(AdminKeySettings settings, FirstAdminKey firstAdminKey, KeyRing ring) {
        return () -> {
            String chosen = settings.adminKey();
            if (chosen == null || chosen.isBlank()) firstAdminKey.makeUnlessThereIsOne();
            else firstAdminKey.take(chosen.strip());
            ring.changed();
        };
    }

    /** Headers are judged as the UTF-8 they are sent in: byte by byte many a letter looks like a control character. */
    @Bean
    HttpFirewall firewall() {
        Predicate<String> harmless =
                Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*").asMatchPredicate();
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> isPlain(name) || harmless.test(name));
        firewall.setAllowedParameterNames(name -> isPlain(name) || harmless.test(name));
        firewall.setAllowedHeaderValues(value -> isPlain(value) || harmless.test(Credentials.utf8(value)));
        return firewall;
    }

    /** What the pattern would find harmless, at a fraction of its price; it is asked a dozen times for each request. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter > '~') return false;
        }
        return true;
    }

    /** Requests are timed once, by route; nobody looks at what each filter took. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Devices have no key, no session and no rights to look up: nothing stands between them and their controller. */
    @Bean
    @Order(1)
    SecurityFilterChain deviceChain(RouteRights rights) {
        return new DefaultSecurityFilterChain(rights::isForDevices, List.of());
    }

    /** No cookies and no sessions: there is nothing that a foreign page could make a browser send along. */
    @Bean
    @Order(2)
    SecurityFilterChain keyChain(HttpSecurity http, KeyFilter keyFilter, Door door, RouteRights rights) {
        http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(BrowserHeaders::write)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(door).accessDeniedHandler(door))
                .addFilterBefore(keyFilter, AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access(rights));
        return http.build();
    }
}
