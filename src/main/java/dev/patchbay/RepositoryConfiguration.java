package dev.patchbay;

import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(queryEnhancerSelector = PlainQueries.class)
class RepositoryConfiguration {}
