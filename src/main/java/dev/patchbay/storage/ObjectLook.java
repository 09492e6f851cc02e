package dev.patchbay.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What can be told of an object without reading it.
 *
 * @param etag as the store wrote it, with its quotes
 * @param sha256 of all its bytes, where the store keeps that
 * @param madeWhole whether it says of itself that it has the size it was made with
 * @param age by the store's own clock
 */
record ObjectLook(long size, String etag, Optional<String> sha256, boolean madeWhole, Duration age) {
    static ObjectLook of(HeadObjectResponse head) {
        // of an object in parts it is a digest of digests
        boolean ofAll = head.checksumType() != ChecksumType.COMPOSITE
                && head.checksumSHA256() != null
                && !head.checksumSHA256().contains("-");
        Optional<String> sha256 = ofAll ? Optional.of(hex(head.checksumSHA256())) : Optional.empty();
        boolean whole =
                String.valueOf(head.contentLength()).equals(head.metadata().get(Bucket.SIZE));
        return new ObjectLook(head.contentLength(), head.eTag(), sha256, whole, age(head));
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    private static Duration age(HeadObjectResponse head) {
        Instant now = head.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .flatMap(ObjectLook::time)
                .orElseGet(Instant::now);
        Instant made = head.lastModified() == null ? now : head.lastModified();
        return Duration.between(made, now);
    }

    @SuppressWarnings("UnusedException")
    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
