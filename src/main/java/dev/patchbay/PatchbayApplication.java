package dev.patchbay;

import dev.patchbay.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the server, or hands over to the jar's commands. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PatchbayApplication {
    /** What Spring Boot makes ready in the background, as converters for YAML with a JSON library of their own, is not all used. */
    private static final String PREPARES_NOTHING = "spring.backgroundpreinitializer.ignore";

    public static void main(String[] args) {
        if (Cli.isMeant(args)) System.exit(Cli.runAlone(args));
        if (System.getProperty(PREPARES_NOTHING) == null) System.setProperty(PREPARES_NOTHING, "true");
        SpringApplication.run(PatchbayApplication.class, args);
    }
}
