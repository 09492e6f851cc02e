package dev.patchbay.download;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.StoreAway;
import dev.patchbay.trust.SealedContent;
import dev.patchbay.trust.Sealer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Hands stored bytes out over HTTP: conditions, ranges and content codings as RFC 9110 has them, with a digest as RFC
 * 9530 has it. Memory does not grow with the file.
 */
@Component
public class Downloads {
    private static final int BUFFER = 64 * 1024;

    private final BlobStore store;
    private final Representations representations;
    private final ContentTypes contentTypes;
    private final Sealer sealer;
    private final DownloadBudget budget;
    private final HandOver handOver;
    private final Detours detours;

    Downloads(
            BlobStore store,
            Representations representations,
            ContentTypes contentTypes,
            Sealer sealer,
            DownloadBudget budget,
            HandOver handOver,
            Detours detours) {
        this.store = store;
        this.representations = representations;
        this.contentTypes = contentTypes;
        this.sealer = sealer;
        this.budget = budget;
        this.handOver = handOver;
        this.detours = detours;
    }

    /** Where bytes come from. */
    @FunctionalInterface
    private interface Source {
        InputStream open(long first, long length) throws IOException;
    }

    /** Asks for bytes that may turn out to be gone. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    /** What is sent of what there is. */
    private record Chosen(
            Representation representation,
            EntityTag tag,
            long size,
            Source source,
            Optional<Blob> blob,
            String contentType,
            boolean negotiated) {
        /**
         * @throws MissingBytes when they vanished since they were last looked at
         */
        InputStream open(Span.Part part) throws IOException {
            return unlessGone(representation.blob(), () -> source.open(part.first(), part.length()));
        }

        Optional<Path> file() {
            return blob.flatMap(Blob::file);
        }
    }

    /**
     * Answers a GET or HEAD request: 200, 206, 304, 412 or 416. Where the bytes are a file, somebody else may send it; where
     * somebody else hands them out to devices, these are led there: 302.
     *
     * @return whether the last byte of the file went out without error, alone or behind others; of a file that somebody else
     *     sends, whether it will be among those sent
     * @throws MissingBytes when there is nothing right to send; nothing was answered then
     * @throws IOException when the file cannot be read to the end; the answer is broken off then
     */
    public boolean send(Download download, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return send(download, request, response, LastByte.UNHEARD);
    }

    /** The same, for somebody who wants to know of the last byte before its receiver does; so nobody else sends it. */
    boolean send(Download download, HttpServletRequest request, HttpServletResponse response, LastByte lastByte)
            throws IOException {
        Chosen chosen = chosen(download, request);
        try {
            return answer(download, chosen, request, response, lastByte);
        } catch (MissingBytes e) {
            if (!chosen.negotiated() || chosen.representation().isIdentity()) throw e;
            // a coding alone has vanished
            Representation plain =
                    representations.of(download.blob()).stream().findFirst().orElseThrow(() -> e);
            return answer(download, as(download, plain, true), request, response, lastByte);
        }
    }

    private boolean answer(
            Download download,
            Chosen chosen,
            HttpServletRequest request,
            HttpServletResponse response,
            LastByte lastByte)
            throws IOException {
        EntityTag tag = chosen.tag();
        int unmet = unmetCondition(request, tag);
        Span span = span(request, tag, chosen.size());
        if (unmet == 0 && !isHead(request) && !(span instanceof Span.Outside)) {
            Span.Part part = part(span, chosen.size());
            Optional<URI> elsewhere = elsewhere(download, chosen);
            if (elsewhere.isPresent()) {
                lead(elsewhere.get(), response);
                return part.last() == chosen.size() - 1;
            }
            Optional<Path> file = lastByte == LastByte.UNHEARD ? chosen.file() : Optional.empty();
            if (file.isEmpty() || !handOver.isPossible(download, file.get(), span, part, request)) {
                return transfer(download, chosen, span, response, lastByte);
            }
            identify(download, chosen, response);
            describe(download, chosen, span, response);
            handOver.send(download, file.get(), span, part, request, response);
            budget.sent(part.length());
            return part.last() == chosen.size() - 1;
        }
        identify(download, chosen, response);
        if (unmet != 0) withoutBytes(response, unmet);
        else if (span instanceof Span.Outside) refuse(chosen, response);
        else describe(download, chosen, span, response);
        return false;
    }

    /** Opens the bytes before it says anything of them. */
    private boolean transfer(
            Download download, Chosen chosen, Span span, HttpServletResponse response, LastByte lastByte)
            throws IOException {
        Span.Part part = part(span, chosen.size());
        try (InputStream bytes = chosen.open(part)) {
            identify(download, chosen, response);
            describe(download, chosen, span, response);
            boolean toTheEnd = part.last() == chosen.size() - 1;
            return copy(bytes, part, response.getOutputStream(), toTheEnd ? lastByte : LastByte.UNHEARD) && toTheEnd;
        }
    }

    private Optional<URI> elsewhere(Download download, Chosen chosen) throws IOException {
        if (chosen.blob().isEmpty()) return Optional.empty();
        Blob blob = chosen.blob().get();
        return unlessGone(
                blob.key(), () -> detours.address(download, chosen.representation(), blob, chosen.contentType()));
    }

    private static void lead(URI elsewhere, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, elsewhere.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(0);
    }

    private Chosen chosen(Download download, HttpServletRequest request) throws IOException {
        if (download.form() == Form.SEALED) return sealed(download.blob());
        return download.coding() == null ? choose(download, request) : exactly(download.blob(), download.coding());
    }

    private Chosen choose(Download download, HttpServletRequest request) throws IOException {
        BlobKey key = download.blob();
        List<Representation> all = representations.of(key);
        intact(key);
        AcceptEncoding accepted = AcceptEncoding.of(joined(request, HttpHeaders.ACCEPT_ENCODING));
        Representation best = begun(download, all, accepted, request).orElseGet(() -> accepted.choose(all));
        boolean usable = best.isIdentity() || store.isIntact(best.blob());
        return as(download, usable ? best : all.get(0), all.size() > 1);
    }

    private Chosen as(Download download, Representation sent, boolean negotiated) throws IOException {
        Blob whole = intact(download.blob());
        Blob blob = sent.isIdentity() ? whole : intact(sent.blob());
        EntityTag tag = detours.tag(download, sent, blob);
        return new Chosen(sent, tag, blob.size(), blob::open, Optional.of(blob), contentType(whole), negotiated);
    }

    private Chosen exactly(BlobKey key, String coding) throws IOException {
        Blob blob = intact(key);
        Representation only = new Representation(coding, key, blob.size());
        Blob plain = representations.plainOf(key).flatMap(store::find).orElse(blob);
        return new Chosen(
                only, only.entityTag(), blob.size(), blob::open, Optional.of(blob), contentType(plain), false);
    }

    private String contentType(Blob blob) throws IOException {
        return unlessGone(blob.key(), () -> contentTypes.of(blob));
    }

    /** Sealed bytes have no codings, since nothing compresses them. */
    private Chosen sealed(BlobKey key) throws IOException {
        intact(key);
        SealedContent content = unlessGone(key, () -> sealer.describe(key));
        Representation whole = new Representation(Representation.IDENTITY, content.digest(), content.size());
        Source source = (first, length) -> unlessGone(key, () -> sealer.open(key, first, length));
        return new Chosen(
                whole,
                whole.entityTag(),
                content.size(),
                source,
                Optional.empty(),
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                false);
    }

    /** Who goes on with a download gets more of the same, also when a better coding has become ready since. */
    private Optional<Representation> begun(
            Download download, List<Representation> all, AcceptEncoding accepted, HttpServletRequest request) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        if (ifRange == null) return Optional.empty();
        return all.stream()
                .filter(one ->
                        accepted.accepts(one) && tag(download, one).text().equals(ifRange.strip()))
                .findFirst();
    }

    private EntityTag tag(Download download, Representation one) {
        return store.find(one.blob())
                .map(blob -> detours.tag(download, one, blob))
                .orElseGet(one::entityTag);
    }

    private Blob intact(BlobKey key) {
        if (!store.isIntact(key)) throw new MissingBytes(key);
        return store.find(key).orElseThrow(() -> new MissingBytes(key));
    }

    @SuppressWarnings("UnusedException")
    private static <T> T unlessGone(BlobKey key, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new MissingBytes(key);
        }
    }

    /** The status that tells of a condition which is not met; 0 when all are (RFC 9110, section 13.2.2). */
    private static int unmetCondition(HttpServletRequest request, EntityTag tag) {
        String ifMatch = joined(request, HttpHeaders.IF_MATCH);
        if (ifMatch != null && !tag.isStronglyIn(ifMatch)) return HttpServletResponse.SC_PRECONDITION_FAILED;
        String ifNoneMatch = joined(request, HttpHeaders.IF_NONE_MATCH);
        if (ifNoneMatch != null && tag.isIn(ifNoneMatch)) return HttpServletResponse.SC_NOT_MODIFIED;
        return 0;
    }

    /** A date in {@code If-Range} never matches, since no answer carries a Last-Modified; ranges are for GET alone. */
    private static Span span(HttpServletRequest request, EntityTag tag, long size) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        boolean ranged = !isHead(request) && (ifRange == null || ifRange.strip().equals(tag.text()));
        return ranged ? Span.of(joined(request, HttpHeaders.RANGE), size) : new Span.Whole();
    }

    private static void identify(Download download, Chosen chosen, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, chosen.tag().text());
        response.setHeader(HttpHeaders.CACHE_CONTROL, download.cacheControl());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (chosen.negotiated()) response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }

    private static void refuse(Chosen chosen, HttpServletResponse response) {
        withoutBytes(response, HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + chosen.size());
        response.setContentLength(0);
    }

    /** A refusal must not be kept as long as the bytes may be. */
    private static void withoutBytes(HttpServletResponse response, int status) {
        response.setStatus(status);
        if (status != HttpServletResponse.SC_NOT_MODIFIED) response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Span.Part part(Span span, long size) {
        return span instanceof Span.Part asked ? asked : new Span.Part(0, size - 1);
    }

    private static void describe(Download download, Chosen chosen, Span span, HttpServletResponse response) {
        Representation representation = chosen.representation();
        long size = chosen.size();
        response.setContentType(chosen.contentType());
        if (!representation.isIdentity()) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, representation.encoding());
        }
        response.setHeader("Repr-Digest", representation.digest());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, download.disposition());
        Span.Part part = part(span, size);
        if (span instanceof Span.Part) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + size);
        }
        response.setContentLengthLong(part.length());
    }

    /** Returns whether all went out. That a client is gone is no error of ours: there is nobody left to be told. */
    @SuppressWarnings("UnusedException")
    private boolean copy(InputStream bytes, Span.Part part, OutputStream out, LastByte lastByte) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = part.length();
        while (left > 0) {
            int read = read(bytes, buffer, left);
            if (read < 0) throw new IOException("a stored file is shorter than it was a moment ago");
            left -= read;
            if (left == 0) lastByte.leaves();
            try {
                out.write(buffer, 0, read);
                budget.sent(read);
                if (left == 0) out.flush();
            } catch (IOException e) {
                if (left == 0) lastByte.isLost();
                return false;
            }
        }
        return true;
    }

    /** The answer has begun: a store that goes away now breaks it off, and says nothing in its place. */
    private static int read(InputStream bytes, byte[] buffer, long most) throws IOException {
        try {
            return bytes.read(buffer, 0, (int) Math.min(buffer.length, most));
        } catch (StoreAway e) {
            throw new IOException("the store went away in the middle of an answer", e);
        }
    }

    private static boolean isHead(HttpServletRequest request) {
        return request.getMethod().equals("HEAD");
    }

    /** A header that came in several lines means the same as one with commas between. */
    private static @Nullable String joined(HttpServletRequest request, String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
