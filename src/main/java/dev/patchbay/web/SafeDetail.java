package dev.patchbay.web;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what was wrong with a request in words of our own: a framework's message often holds what the request brought. */
final class SafeDetail {
    private static final Pattern OUR_NAMES = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");

    private SafeDetail() {}

    static Optional<String> of(Throwable e) {
        if (e instanceof HttpMessageNotReadableException unread) return Optional.of(unreadable(unread));
        if (e instanceof MethodArgumentTypeMismatchException wrong) {
            return Optional.of(wrong.getName() + ": " + ownWords(wrong).orElse("not of the right form"));
        }
        if (e instanceof MissingServletRequestParameterException missing) {
            return Optional.of(missing.getParameterName() + ": is missing");
        }
        if (e instanceof MissingServletRequestPartException missing) {
            return Optional.of(missing.getRequestPartName() + ": is missing");
        }
        if (e instanceof MissingRequestHeaderException missing) {
            return Optional.of("The header " + missing.getHeaderName() + " is missing.");
        }
        if (e instanceof HttpRequestMethodNotSupportedException wrong && wrong.getSupportedMethods() != null) {
            return Optional.of("Use " + String.join(", ", wrong.getSupportedMethods()) + ".");
        }
        if (e instanceof HttpMediaTypeNotSupportedException wrong
                && !wrong.getSupportedMediaTypes().isEmpty()) {
            return Optional.of("Send " + types(wrong) + ".");
        }
        return Optional.empty();
    }

    private static String types(HttpMediaTypeNotSupportedException e) {
        return e.getSupportedMediaTypes().stream().map(Object::toString).collect(Collectors.joining(" or "));
    }

    private static String unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) return unknownMember(unknown);
        Optional<String> ours = ownWords(e);
        if (ours.isPresent()) return ours.get();
        if (e.getCause() instanceof StreamReadException bad) {
            return "The body is not valid JSON" + at(bad) + ".";
        }
        if (e.getCause() instanceof DatabindException bad) {
            return member(bad)
                    .map(name -> name + ": not of the right type")
                    .orElse("The body is not of the right form.");
        }
        return "The body is missing or could not be read.";
    }

    private static String unknownMember(UnrecognizedPropertyException e) {
        Object known = e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
        return "The body has a member that is not known here. Known are: " + known;
    }

    private static String at(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static Optional<String> member(DatabindException e) {
        return e.getPath().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(e.getPath().get(0).getPropertyName())
                        .filter(name -> OUR_NAMES.matcher(name).matches());
    }

    /** What one of our own values said when it refused a text: such a message never repeats the text. */
    private static Optional<String> ownWords(Throwable e) {
        @Nullable Throwable cause = e;
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) cause = cause.getCause();
        if (!(cause instanceof IllegalArgumentException) || cause.getStackTrace().length == 0) return Optional.empty();
        boolean ours = cause.getStackTrace()[0].getClassName().startsWith("dev.patchbay.");
        return ours ? Optional.ofNullable(cause.getMessage()) : Optional.empty();
    }
}
