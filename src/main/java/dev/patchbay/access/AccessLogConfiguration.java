package dev.patchbay.access;

import dev.patchbay.storage.PatchbayHome;
import java.time.Clock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessLogConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog(
            AccessLogSettings settings, PatchbayHome home, Clock clock) {
        return factory -> {
            if (settings.to() == AccessLogSettings.To.NONE) return;
            boolean console = settings.to() == AccessLogSettings.To.CONSOLE;
            // standard output as it is, one JSON document a line: a logger would put its own words before each
            AccessLog log = new AccessLog(console ? System.out::println : null, clock);
            log.setDirectory(home.home().resolve("logs").toString());
            log.setPrefix("access");
            log.setSuffix(".jsonl");
            log.setMaxDays(settings.keepDays());
            log.setBuffered(false); // a crash loses none
            log.setEncoding("UTF-8");
            factory.addEngineValves(log);
        };
    }
}
