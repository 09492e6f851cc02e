package dev.patchbay.storage;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/** Refuses a cluster of servers that would each keep books of their own, before anything is made. */
@Configuration(proxyBeanMethods = false)
@Profile("cluster")
class ClusterConfiguration {
    private static final String URL = "spring.datasource.url";

    @Bean
    static BeanFactoryPostProcessor clusterTerms(Environment environment) {
        return beans -> {
            if (environment.getProperty(URL, "").startsWith("jdbc:postgresql:")) return;
            throw new StartRefused("The nodes of a cluster keep their books in one PostgreSQL; write its address as "
                    + URL + ", for instance jdbc:postgresql://db.example.com/patchbay.");
        };
    }
}
