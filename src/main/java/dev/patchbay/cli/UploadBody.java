package dev.patchbay.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;

/** A form with files (RFC 7578), streamed. */
final class UploadBody {
    private final String boundary = "patchbay-" + UUID.randomUUID();
    private final List<Part> files;
    private final byte[] fields;
    private final byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);

    /** A file of the form. */
    record Part(String name, Path file) {}

    /** @param files at least one */
    UploadBody(Map<String, String> fields, List<Part> files) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n"));
        this.fields = text.toString().getBytes(StandardCharsets.UTF_8);
        this.files = List.copyOf(files);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** What stands before the n-th file, from 0. */
    private byte[] head(int n) {
        String name = files.get(n).name();
        return ((n == 0 ? "" : "\r\n") + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                        + "\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @return bytes */
    long size() throws IOException {
        long size = fields.length + end.length;
        for (int n = 0; n < files.size(); n++)
            size += head(n).length + Files.size(files.get(n).file());
        return size;
    }

    /** The whole form, once more each time that this is called. */
    BodyPublisher publisher(Progress progress) throws IOException {
        List<BodyPublisher> parts = new ArrayList<>(List.of(BodyPublishers.ofByteArray(fields)));
        for (int n = 0; n < files.size(); n++) {
            parts.add(BodyPublishers.ofByteArray(head(n)));
            parts.add(BodyPublishers.ofFile(files.get(n).file()));
        }
        parts.add(BodyPublishers.ofByteArray(end));
        BodyPublisher whole = BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
        return BodyPublishers.fromPublisher(subscriber -> whole.subscribe(new Counted(subscriber, progress)), size());
    }

    private record Counted(Flow.Subscriber<? super ByteBuffer> to, Progress progress)
            implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            progress.sent(bytes.remaining());
            to.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}
