package bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The least that Spring Boot can do: a POST with JSON in, JSON out, nothing between. What a check is measured against. */
@SpringBootApplication
@RestController
public class BareApplication {
    public record Question(String version, String md5, String appName) {}

    public record Answer(boolean update, String message, long nextCheckAfter) {}

    public static void main(String[] args) {
        SpringApplication.run(BareApplication.class, args);
    }

    @PostMapping("/check")
    public Answer check(@RequestBody Question question) {
        return new Answer(false, "Already up-to-date patch", 3600);
    }
}
