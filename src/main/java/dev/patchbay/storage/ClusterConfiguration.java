package dev.patchbay.storage;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
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
    private static final String OF_THE_POOL = "spring.datasource.hikari.data-source-properties";
    /** What {@code application-cluster.yml} sets there; connections beside the pool have their own of it. */
    private static final Set<String> OURS =
            Set.of("tcpkeepalive", "connecttimeout", "sockettimeout", "applicationname");

    @Bean
    static BeanFactoryPostProcessor clusterTerms(Environment environment) {
        return beans -> {
            if (!environment.getProperty(URL, "").startsWith("jdbc:postgresql:")) {
                throw new StartRefused(
                        "The nodes of a cluster keep their books in one PostgreSQL; write its address as " + URL
                                + ", for instance jdbc:postgresql://db.example.com/patchbay.");
            }
            requireDriverSettingsForAll(environment);
            boolean oneStore =
                    environment.containsProperty(BUCKET) || environment.getProperty(SHARED, Boolean.class, false);
            if (oneStore) return;
            throw new StartRefused("The nodes of a cluster keep packages in one place; write the bucket's name as "
                    + BUCKET + ", or " + SHARED + ": true where the folder blobs in patchbay.home is one and the same"
                    + " for all of them.");
        };
    }

    /** Or two connections would, for instance, not ask who the database is while all others do. */
    private static void requireDriverSettingsForAll(Environment environment) {
        Map<String, String> given = Binder.get(environment)
                .bind(OF_THE_POOL, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        for (String name : given.keySet()) {
            if (OURS.contains(name.replace("-", "").toLowerCase(Locale.ROOT))) continue;
            throw new StartRefused("What stands in " + OF_THE_POOL + " reaches only the pool, and not the connections"
                    + " on which the schema is made and changes are heard of; write " + name + " into " + URL
                    + " instead, as jdbc:postgresql://db.example.com/patchbay?" + name + "=...");
        }
    }
}
