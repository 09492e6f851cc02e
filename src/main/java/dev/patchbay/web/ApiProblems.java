package dev.patchbay.web;

import dev.patchbay.access.KeyRefused;
import dev.patchbay.access.LastAdminKey;
import dev.patchbay.access.PlainHttpRefused;
import dev.patchbay.access.TooManyRequests;
import dev.patchbay.access.UnknownKey;
import dev.patchbay.archive.DamagedApp;
import dev.patchbay.archive.LargeApp;
import dev.patchbay.archive.RefusedArchive;
import dev.patchbay.audit.RefusedFilter;
import dev.patchbay.download.MissingBytes;
import dev.patchbay.manage.BytesRemoved;
import dev.patchbay.manage.DraftsOnly;
import dev.patchbay.manage.IdempotencyKeyReuse;
import dev.patchbay.manage.RefusedParameter;
import dev.patchbay.manage.TooManyUploads;
import dev.patchbay.ocrunner.PatchFileNotFound;
import dev.patchbay.ocrunner.RefusedCheck;
import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.release.ForbiddenByState;
import dev.patchbay.release.ImportConflict;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.ReleaseConflict;
import dev.patchbay.release.StaleRelease;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.release.UnknownRelease;
import dev.patchbay.retention.BackupElsewhere;
import dev.patchbay.retention.BackupUnderWay;
import dev.patchbay.retention.RetentionOff;
import dev.patchbay.storage.DatabaseAway;
import dev.patchbay.storage.StoreAway;
import dev.patchbay.trust.NoSealSecret;
import dev.patchbay.trust.NothingSigned;
import dev.patchbay.trust.RefusedStatement;
import dev.patchbay.trust.TooManySealKeys;
import dev.patchbay.trust.UnknownSealKey;
import dev.patchbay.webhook.UnknownWebhook;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * The only table from a word that some package throws to the status and problem type of the answer. A new word is one
 * row. The detail of a word of ours is its message; a framework's message is never shown.
 */
@RestControllerAdvice
class ApiProblems {
    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);
    private static final String SECONDS_UNTIL_BETTER = "5";

    private static final List<Row> TABLE = List.of(
            // access
            word(UnknownKey.class, 404, "unknown-key", "Unknown key"),
            word(LastAdminKey.class, 409, "last-admin-key", "Last admin key"),
            word(KeyRefused.class, 400, "bad-request", "Bad request"),
            word(PlainHttpRefused.class, 403, "https-required", "HTTPS required"),
            word(TooManyRequests.class, 429, "too-many-requests", "Too many requests"),
            // releases
            word(UnknownApp.class, 404, "unknown-app", "Unknown app"),
            word(UnknownRelease.class, 404, "unknown-release", "Unknown release"),
            word(BytesRemoved.class, 410, "bytes-removed", "Bytes removed"),
            word(RetentionOff.class, 409, "retention-off", "Retention is off"),
            word(BackupElsewhere.class, 409, "backup-elsewhere", "Database is elsewhere"),
            word(BackupUnderWay.class, 409, "backup-under-way", "Backup under way"),
            word(ReleaseConflict.class, 409, "release-conflict", "Release conflict"),
            word(ForbiddenByState.class, 409, "state-conflict", "Not in this state"),
            word(StaleRelease.class, 412, "precondition-failed", "Precondition failed"),
            word(RefusedField.class, 422, "field-invalid", "Field refused"),
            word(RefusedParameter.class, 400, "bad-request", "Bad request"),
            word(RefusedFilter.class, 400, "bad-request", "Bad request"),
            word(DraftsOnly.class, 403, "forbidden", "Forbidden"),
            word(TooManyUploads.class, 503, "unavailable", "Service Unavailable"),
            word(IdempotencyKeyReuse.class, 422, "idempotency-key-reuse", "Idempotency-Key reused"),
            // archives of apps
            word(RefusedArchive.class, 422, "archive-invalid", "Archive refused"),
            word(DamagedApp.class, 409, "damaged-app", "Files damaged"),
            word(LargeApp.class, 409, "large-app", "App too large"),
            word(ImportConflict.class, 409, "release-conflict", "Release conflict"),
            // trust
            word(NothingSigned.class, 404, "unknown-document", "Unknown document"),
            // webhooks
            word(UnknownWebhook.class, 404, "unknown-webhook", "Unknown webhook"),
            // encryption
            word(UnknownSealKey.class, 404, "unknown-seal-key", "Unknown key"),
            word(TooManySealKeys.class, 409, "too-many-seal-keys", "Too many keys"),
            word(NoSealSecret.class, 409, "no-seal-secret", "No sealing secret"),
            // devices
            word(RefusedCheck.class, 400, "bad-request", "Bad request"),
            word(PatchFileNotFound.class, 500, "missing-bytes", "Patch file not found"),
            word(MissingBytes.class, 500, "missing-bytes", "Patch file not found"),
            // storage
            word(DatabaseAway.class, 503, "unavailable", "Service Unavailable"),
            word(StoreAway.class, 503, "unavailable", "Service Unavailable"),
            // frameworks
            status(AuthenticationException.class, HttpStatus.UNAUTHORIZED),
            status(AccessDeniedException.class, HttpStatus.FORBIDDEN),
            status(RequestRejectedException.class, HttpStatus.BAD_REQUEST),
            status(HttpMessageNotReadableException.class, HttpStatus.BAD_REQUEST),
            status(MethodArgumentTypeMismatchException.class, HttpStatus.BAD_REQUEST),
            status(OptimisticLockingFailureException.class, HttpStatus.CONFLICT),
            status(PessimisticLockingFailureException.class, HttpStatus.CONFLICT),
            status(DataAccessResourceFailureException.class, HttpStatus.SERVICE_UNAVAILABLE),
            status(CannotCreateTransactionException.class, HttpStatus.SERVICE_UNAVAILABLE));

    private final Refusals refusals;

    ApiProblems(Refusals refusals) {
        this.refusals = refusals;
    }

    private record Row(Class<? extends Throwable> word, Problem problem, boolean ours) {}

    private static Row word(Class<? extends Throwable> word, int status, String slug, String title) {
        return new Row(word, new Problem(HttpStatusCode.valueOf(status), slug, title, title), true);
    }

    private static Row status(Class<? extends Throwable> word, HttpStatus status) {
        return new Row(word, Problem.of(status), false);
    }

    @ExceptionHandler
    void answer(Throwable e, HttpServletRequest request, HttpServletResponse response) throws Throwable {
        // the container could not read the body, and has said so
        if (response.isCommitted() && e instanceof MultipartException) return;
        // thrown on, it cuts the connection: the client must not take what it has for the whole
        if (response.isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(e)) throw e;
        Problem problem = problem(e, request);
        if (e instanceof ErrorResponse said) {
            said.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        Optional<String> wait = retryAfter(e, problem);
        if (wait.isPresent()) response.setHeader(HttpHeaders.RETRY_AFTER, wait.get());
        refusals.count(problem);
        ProblemAnswer.write(problem, request, response);
    }

    private static Problem problem(Throwable e, HttpServletRequest request) {
        if (e instanceof RefusedPackage refused) return Problem.of(refused);
        Optional<Problem> storage = StorageProblems.in(e);
        if (storage.isPresent()) return storage.get();
        if (e instanceof RefusedStatement refused) return Problem.of(refused);
        for (Row row : TABLE) {
            if (!row.word().isInstance(e)) continue;
            if (row.ours()) return row.problem().withDetail(String.valueOf(e.getMessage()));
            if (e instanceof OptimisticLockingFailureException && request.getHeader(HttpHeaders.IF_MATCH) != null) {
                return Problem.of(HttpStatus.PRECONDITION_FAILED);
            }
            return wordsOfTheProtocol(e, request)
                    .map(row.problem()::withDetail)
                    .orElseGet(() -> described(row.problem(), e));
        }
        if (ConnectionLoss.isIn(e)) return Problem.of(HttpStatus.SERVICE_UNAVAILABLE);
        HttpStatusCode status = statusOf(e, request);
        if (status.is5xxServerError() && status.value() != 503) log.error("A request failed", e);
        return described(Problem.of(status), e);
    }

    private static Optional<String> wordsOfTheProtocol(Throwable e, HttpServletRequest request) {
        boolean check = request.getRequestURI().equals("/api/patch/version");
        return check && e instanceof HttpMessageNotReadableException unread
                ? RefusedCheck.wordsFor(unread)
                : Optional.empty();
    }

    private static Problem described(Problem problem, Throwable e) {
        return SafeDetail.of(e).map(problem::withDetail).orElse(problem);
    }

    private static HttpStatusCode statusOf(Throwable e, HttpServletRequest request) {
        if (e instanceof ErrorResponse said) return said.getStatusCode();
        if (e instanceof IllegalArgumentException && isOfAnyType(request)) return HttpStatus.UNSUPPORTED_MEDIA_TYPE;
        @Nullable Throwable cause = e;
        while (cause != null) {
            if (cause instanceof InvalidParameterException bad) return HttpStatusCode.valueOf(bad.getErrorCode());
            cause = cause.getCause();
        }
        return e instanceof MultipartException ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    /** Says that its body is of type {@code *}{@code /*} or the like, at which Spring stumbles. */
    private static boolean isOfAnyType(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.contains("*");
    }

    private static Optional<String> retryAfter(Throwable e, Problem problem) {
        if (e instanceof TooManyRequests many) {
            return Optional.of(Long.toString(many.retryAfter().toSeconds()));
        }
        return problem.status().value() == 503 ? Optional.of(SECONDS_UNTIL_BETTER) : Optional.empty();
    }
}
