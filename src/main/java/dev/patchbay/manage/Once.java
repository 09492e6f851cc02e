package dev.patchbay.manage;

import dev.patchbay.manage.RememberedAnswers.Name;
import dev.patchbay.manage.RememberedAnswers.Remembered;
import dev.patchbay.release.ForbiddenByState;
import dev.patchbay.release.ReleaseConflict;
import dev.patchbay.release.StaleRelease;
import dev.patchbay.storage.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * Does what a request with an Idempotency-Key asks for once: the answer is remembered in the transaction of the act, and given
 * again when the request is repeated. What was refused is not remembered, since it changed nothing.
 */
@Component
class Once {
    private static final String REPLAYED = "Idempotent-Replayed";

    private final RememberedAnswers answers;
    private final Durability durability;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    Once(RememberedAnswers answers, Durability durability, JsonMapper json, PlatformTransactionManager transactions) {
        this.answers = answers;
        this.durability = durability;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Does something and renders the answer. */
    @FunctionalInterface
    interface Act<T> {
        ResponseEntity<T> answer() throws IOException;
    }

    /**
     * @param key the header's value; null for a request without
     * @param request everything that tells this request from others
     * @throws IdempotencyKeyReuse when the key belongs to another request
     */
    <T> ResponseEntity<T> perform(@Nullable String key, Authentication who, List<String> request, Act<T> act)
            throws IOException {
        return perform(key, who, request, act, true);
    }

    /** The same for what takes over the bytes that came with the request: once these are stored it cannot be done again. */
    <T> ResponseEntity<T> performWithBytes(@Nullable String key, Authentication who, List<String> request, Act<T> act)
            throws IOException {
        return perform(key, who, request, act, false);
    }

    private <T> ResponseEntity<T> perform(
            @Nullable String key, Authentication who, List<String> request, Act<T> act, boolean again)
            throws IOException {
        Optional<IdempotencyKey> given = IdempotencyKey.of(key);
        if (given.isEmpty()) return act.answer();
        Name name = new Name(String.valueOf(who.getDetails()), given.get());
        String fingerprint =
                DigestUtils.sha256Hex(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
        Optional<Remembered> before = answers.find(name);
        if (before.isPresent()) return again(before.get(), fingerprint);
        try {
            return done(name, fingerprint, act);
        } catch (DataIntegrityViolationException
                | OptimisticLockingFailureException
                | ReleaseConflict
                | ForbiddenByState
                | StaleRelease e) {
            // at the same moment the same request was done first, or an app was made, or a delta was ready
            Optional<Remembered> other = answers.find(name);
            if (other.isPresent()) return again(other.get(), fingerprint);
            // an app that was made is met before any byte is stored
            boolean appMade = e instanceof DataIntegrityViolationException;
            boolean deltaReady = e instanceof OptimisticLockingFailureException;
            if (appMade || (deltaReady && again)) return done(name, fingerprint, act);
            throw e;
        }
    }

    private <T> ResponseEntity<T> done(Name name, String fingerprint, Act<T> act) throws IOException {
        try {
            ResponseEntity<T> answer = transaction.execute(status -> {
                ResponseEntity<T> made = render(act);
                answers.add(name, remembered(made, fingerprint));
                return made;
            });
            durability.secure();
            return answer;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T> ResponseEntity<T> render(Act<T> act) {
        try {
            return act.answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Remembered remembered(ResponseEntity<?> answer, String fingerprint) {
        return new Remembered(
                fingerprint,
                answer.getStatusCode().value(),
                answer.getHeaders().getFirst(HttpHeaders.LOCATION),
                answer.getHeaders().getETag(),
                json.writeValueAsString(answer.getBody()));
    }

    /**
     * The very text of the first answer stands where its object was. The first may have been committed and never been secured, so
     * this one does that, too.
     */
    @SuppressWarnings("unchecked")
    private <T> ResponseEntity<T> again(Remembered answer, String fingerprint) {
        if (!answer.fingerprint().equals(fingerprint)) throw new IdempotencyKeyReuse();
        durability.secure();
        ResponseEntity.BodyBuilder builder =
                ResponseEntity.status(answer.status()).header(REPLAYED, "true");
        if (answer.location() != null) builder.location(URI.create(answer.location()));
        if (answer.etag() != null) builder.eTag(answer.etag());
        return (ResponseEntity<T>) (ResponseEntity<?>) builder.body(new RawValue(answer.body()));
    }
}
