package dev.patchbay.ocrunner;

import java.util.Optional;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.databind.DatabindException;

/** A check that cannot be answered as it was asked; the message is the answer's {@code error}. */
public class RefusedCheck extends RuntimeException {
    RefusedCheck(String error) {
        super(error);
    }

    /** What is wrong with a check that could not be read, in the protocol's words; empty where it has none. */
    public static Optional<String> wordsFor(HttpMessageNotReadableException unread) {
        if (unread.getCause() == null) return Optional.of("version required"); // no body, or null
        boolean version = unread.getCause() instanceof DatabindException bad
                && !bad.getPath().isEmpty()
                && "version".equals(bad.getPath().get(0).getPropertyName());
        return version ? Optional.of("Invalid version") : Optional.empty();
    }
}
