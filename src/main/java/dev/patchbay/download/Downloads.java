package dev.patchbay.download;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.StoreAway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sends the bytes that were {@link RepresentationChooser chosen} over HTTP, or has somebody else do it. Memory does not grow with the file. */
@Component
public class Downloads {
    private static final int BUFFER = 64 * 1024;

    private final RepresentationChooser chooser;
    private final Detours detours;
    private final HandOver handOver;
    private final DownloadBudget budget;

    Downloads(RepresentationChooser chooser, Detours detours, HandOver handOver, DownloadBudget budget) {
        this.chooser = chooser;
        this.detours = detours;
        this.handOver = handOver;
        this.budget = budget;
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
        Asked asked = new Asked(request);
        Chosen chosen = chooser.choose(download, asked);
        try {
            return answer(new Answer(download, chosen, response), asked, lastByte);
        } catch (MissingBytes vanished) {
            if (!chosen.isOneOfSeveralCodings()) throw vanished;
            Chosen plain = chooser.chooseWithoutCoding(download, vanished);
            return answer(new Answer(download, plain, response), asked, lastByte);
        }
    }

    private boolean answer(Answer answer, Asked asked, LastByte lastByte) throws IOException {
        Chosen chosen = answer.chosen();
        int unmet = asked.unmetCondition(chosen.tag());
        Span span = asked.span(chosen.tag(), chosen.size());
        if (unmet != 0) answer.unmet(unmet);
        else if (span instanceof Span.Outside) answer.outOfRange();
        else if (asked.isHead()) answer.describe(span);
        else return sendOrLead(answer, span, asked, lastByte);
        return false;
    }

    private boolean sendOrLead(Answer answer, Span span, Asked asked, LastByte lastByte) throws IOException {
        Chosen chosen = answer.chosen();
        Span.Part part = chosen.part(span);
        Optional<URI> elsewhere = elsewhere(answer.download(), chosen);
        Optional<Path> file = lastByte == LastByte.UNHEARD ? chosen.file() : Optional.empty();
        if (elsewhere.isPresent()) answer.lead(elsewhere.get());
        else if (file.isPresent() && handOver.isPossible(answer.download(), file.get(), span, part, asked.request())) {
            answer.describe(span);
            handOver.send(answer.download(), file.get(), span, part, asked.request(), answer.response());
            budget.sent(part.length());
        } else return transfer(answer, span, lastByte);
        return chosen.endsWith(part);
    }

    private Optional<URI> elsewhere(Download download, Chosen chosen) throws IOException {
        if (chosen.blob().isEmpty()) return Optional.empty();
        Blob blob = chosen.blob().get();
        return StoredBytes.unlessGone(
                blob.key(), () -> detours.address(download, chosen.representation(), blob, chosen.contentType()));
    }

    /** Opens the bytes before it says anything of them. */
    private boolean transfer(Answer answer, Span span, LastByte lastByte) throws IOException {
        Span.Part part = answer.chosen().part(span);
        boolean toTheEnd = answer.chosen().endsWith(part);
        try (InputStream bytes = answer.chosen().open(part)) {
            answer.describe(span);
            OutputStream out = answer.response().getOutputStream();
            return copy(bytes, part, out, toTheEnd ? lastByte : LastByte.UNHEARD) && toTheEnd;
        }
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
}
