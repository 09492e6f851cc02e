package dev.patchbay.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;

/** A form with one file, streamed. */
final class UploadBody {
    private final String boundary = "patchbay-" + UUID.randomUUID();
    private final Path file;
    private final byte[] head;
    private final byte[] tail;

    UploadBody(Path file, Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n"));
        text.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"package\"; filename=\"package\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n");
        this.file = file;
        this.head = text.toString().getBytes(StandardCharsets.UTF_8);
        this.tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** @return bytes */
    long size() throws IOException {
        return head.length + Files.size(file) + tail.length;
    }

    /** The whole form, once more each time that this is called. */
    BodyPublisher publisher(Progress progress) throws IOException {
        BodyPublisher whole = BodyPublishers.concat(
                BodyPublishers.ofByteArray(head), BodyPublishers.ofFile(file), BodyPublishers.ofByteArray(tail));
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
