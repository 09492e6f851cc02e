package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Reply(int status, HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = new JsonMapper();

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** The member of that name, as text. */
    public String text(String member) {
        return json().path(member).asString();
    }

    /** The last part of the problem's type. */
    public String problem() {
        return text("type").replaceFirst("^/problems/", "");
    }

    /** Empty when there is none. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
        return status + " " + response.headers().firstValue("Content-Type").orElse("") + " "
                + (response.body().length < 3000 ? text() : response.body().length + " bytes");
    }
}
