package dev.patchbay.storage;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/** Refuses a cluster of servers that would each keep books or bytes of their own, before anything is made. */
@Configuration(proxyBeanMethods = false)
@Profile("cluster")
class ClusterConfiguration {
    private static final String URL = "spring.datasource.url";
    private static final String BUCKET = "patchbay.storage.s3.bucket";
    private static final String SHARED = "patchbay.storage.shared-folder";

    @Bean
    static BeanFactoryPostProcessor clusterTerms(Environment environment) {
        return beans -> {
            if (!environment.getProperty(URL, "").startsWith("jdbc:postgresql:")) {
                throw new StartRefused(
                        "The nodes of a cluster keep their books in one PostgreSQL; write its address as " + URL
                                + ", for instance jdbc:postgresql://db.example.com/patchbay.");
            }
            boolean oneStore =
                    environment.containsProperty(BUCKET) || environment.getProperty(SHARED, Boolean.class, false);
            if (oneStore) return;
            throw new StartRefused("The nodes of a cluster keep packages in one place; write the bucket's name as "
                    + BUCKET + ", or " + SHARED + ": true where the folder blobs in patchbay.home is one and the same"
                    + " for all of them.");
        };
    }
}
