package dev.patchbay.move;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What all rows of a table have in common with the same rows elsewhere: the sum of their SHA-256, modulo 2^256. It does not
 * depend on their order, since two databases sort texts differently. It shows accidents; nobody has a reason to forge it.
 */
final class RowSum {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private BigInteger sum = BigInteger.ZERO;
    private long rows;

    /** Each value as {@link Kind} reads it. */
    void add(List<@Nullable Object> row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Object value : row) write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sum = sum.add(new BigInteger(1, DigestUtils.sha256(bytes.toByteArray())))
                .mod(MODULUS);
        rows++;
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('-');
        } else if (value instanceof String text) {
            write('s', text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof byte[] bytes) {
            write('b', bytes, out);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            out.writeByte('n');
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 'y' : 'f');
        } else if (value instanceof OffsetDateTime time) {
            out.writeByte('t');
            out.writeLong(time.toEpochSecond());
            out.writeInt(time.getNano());
        } else if (value instanceof LocalDate day) {
            out.writeByte('d');
            out.writeLong(day.toEpochDay());
        } else {
            throw new IllegalArgumentException("no sum of a " + value.getClass().getName());
        }
    }

    private static void write(char tag, byte[] bytes, DataOutputStream out) throws IOException {
        out.writeByte(tag);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    long rows() {
        return rows;
    }

    String hex() {
        return String.format("%064x", sum);
    }
}
