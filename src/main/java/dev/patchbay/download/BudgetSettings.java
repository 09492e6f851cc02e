package dev.patchbay.download;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param budget bytes per second that downloads may take before releases of idle priority have to wait; 0: no limit
 */
@ConfigurationProperties("patchbay.download")
record BudgetSettings(@DefaultValue("0B") DataSize budget) {
    BudgetSettings {
        if (budget.isNegative()) {
            throw new IllegalArgumentException(
                    "patchbay.download.budget: write bytes per second such as 50MB, or 0B for no budget");
        }
    }
}
