package dev.patchbay.release;

import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Repacker;
import dev.patchbay.pack.Retimestamper;
import dev.patchbay.pack.ZipLimits;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The package tools, with the limits that hold for uploads. */
@Configuration(proxyBeanMethods = false)
class PackConfiguration {
    @Bean
    PackageInspector packageInspector(Clock clock) {
        return new PackageInspector(clock, ZipLimits.STANDARD);
    }

    @Bean
    Repacker repacker() {
        return new Repacker(ZipLimits.STANDARD);
    }

    @Bean
    Retimestamper retimestamper() {
        return new Retimestamper(ZipLimits.STANDARD);
    }
}
