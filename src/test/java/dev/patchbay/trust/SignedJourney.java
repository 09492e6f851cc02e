package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makers who sign, and the running server. */
abstract class SignedJourney extends Journey {
    /** One part of a form: a file when it has bytes, else a field. */
    record Part(String name, byte[] file, String field) {
        static Part file(String name, byte[] bytes) {
            return new Part(name, bytes, "");
        }

        static Part field(String name, String value) {
            return new Part(name, null, value);
        }
    }

    protected Reply post(String path, List<Part> parts) {
        String boundary = "----a-boundary-that-no-package-holds";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name() + "\""
                            + (part.file() == null ? "" : "; filename=\"f\"\r\nContent-Type: application/octet-stream")
                            + "\r\n\r\n")
                    .getBytes(UTF_8));
            body.writeBytes(part.file() == null ? part.field().getBytes(UTF_8) : part.file());
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return send(to(path).header("Authorization", "Bearer " + ADMIN)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** The server's own key as a keys file lists it. */
    protected Map<String, Object> headKey() {
        JsonNode key = manage("/api/apps/any/trust").json().path("headKey");
        return Map.of(
                "id", key.path("id").asString(),
                "algorithm", key.path("algorithm").asString(),
                "public", key.path("publicKey").asString());
    }

    /** Makers whose first keys file the server has. */
    protected Makers makersOf(String app) {
        Makers makers = new Makers(app, clock, headKey());
        accepted(sendKeys(makers, makers.keys(1), makers.root));
        return makers;
    }

    protected Reply sendKeys(Makers makers, byte[] keys, Signer... signers) {
        List<Part> parts = new ArrayList<>(List.of(Part.file("keys", keys)));
        for (Signer signer : signers) parts.add(Part.file("signature", signer.sign(keys)));
        return post("/api/apps/" + makers.app + "/trust/keys", parts);
    }

    protected static Reply accepted(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isIn(200, 201);
        return reply;
    }

    /** Uploads a patch for iOS 1.0.0 and older with a statement. */
    protected Reply send(Makers makers, byte[] bytes, Object statement, List<Signer> signers, String... fields) {
        byte[] document = statement instanceof byte[] given ? given : Makers.json(statement);
        List<Part> parts = new ArrayList<>(
                List.of(Part.field("platform", "ios"), Part.field("version", "1.0.0"), Part.file("package", bytes)));
        parts.add(Part.file("statement", document));
        for (Signer signer : signers) parts.add(Part.file("signature", signer.sign(document)));
        for (int i = 0; i < fields.length; i += 2) parts.add(Part.field(fields[i], fields[i + 1]));
        return post("/api/apps/" + makers.app + "/releases", parts);
    }

    /** Uploads a patch that has to be accepted; returns its release's id. */
    protected String publishSigned(Makers makers, byte[] bytes, long sequence) {
        return idOf(accepted(send(makers, bytes, makers.statement(bytes, sequence), List.of(makers.release))));
    }

    protected static String idOf(Reply upload) {
        return upload.json().path("releases").path(0).path("id").asString();
    }

    /** Something of some kilobytes that differs little from what other words give. */
    protected static byte[] patchOf(String words) {
        byte[] bytes = new byte[6000];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 31 % 251 ^ i >> 7);
        byte[] text = words.getBytes(UTF_8);
        System.arraycopy(text, 0, bytes, 3000, text.length);
        return Arrays.copyOf(bytes, bytes.length);
    }
}
