package dev.patchbay;

import org.springframework.data.jpa.repository.query.QueryEnhancerFactories;
import org.springframework.data.jpa.repository.query.QueryEnhancerSelector.DefaultQueryEnhancerSelector;

/**
 * Takes the repositories' queries as they are written. Spring Data would read each of them with a grammar of its own before
 * Hibernate does the same: five hundred classes and some megabytes, for a {@code Sort} or the count of a {@code Page}, which no
 * query here has.
 */
class PlainQueries extends DefaultQueryEnhancerSelector {
    PlainQueries() {
        super(QueryEnhancerFactories.fallback(), QueryEnhancerFactories.fallback());
    }
}
