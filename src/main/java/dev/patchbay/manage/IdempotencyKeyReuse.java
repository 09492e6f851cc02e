package dev.patchbay.manage;

/** An Idempotency-Key came with another request than the first time. */
public class IdempotencyKeyReuse extends RuntimeException {
    IdempotencyKeyReuse() {
        super(
                "This Idempotency-Key was used for another request within the last 24 hours. A key belongs to one request;"
                        + " make a new one for each.");
    }
}
