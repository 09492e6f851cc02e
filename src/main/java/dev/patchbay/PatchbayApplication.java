package dev.patchbay;

import dev.patchbay.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the server, or hands over to the jar's commands. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PatchbayApplication {
    public static void main(String[] args) {
        if (Cli.isMeant(args)) System.exit(Cli.runAlone(args));
        SpringApplication.run(PatchbayApplication.class, args);
    }
}
