package dev.patchbay.eros;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.Patched;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stock iOS client, of what matters here: it says which package is installed, patches the stored original zip, and of two
 * packages applies the one whose md5.json has the greater timestamp.
 */
final class StockIosClient {
    private static final JsonMapper JSON = new JsonMapper();

    private byte[] installed;

    StockIosClient(byte[] embedded) {
        installed = embedded;
    }

    /** How the client gets bytes. */
    interface Network {
        byte[] get(String url);
    }

    String jsVersion() {
        return manifest(installed).path("jsVersion").asString();
    }

    byte[] installed() {
        return installed;
    }

    /**
     * Lives through one start of the app.
     *
     * @return whether another package was applied
     */
    boolean live(JsonNode answer, Network network) throws Exception {
        if (answer.path("resCode").asInt() != 0) return false;
        JsonNode data = answer.path("data");
        byte[] bytes = network.get(data.path("path").asString());
        byte[] zip = data.path("diff").asBoolean() ? Patched.withJava(installed, bytes) : bytes;
        if (timestamp(zip) <= timestamp(installed)) return false;
        installed = zip;
        return true;
    }

    private static long timestamp(byte[] zip) {
        return manifest(zip).path("timestamp").asLong();
    }

    private static JsonNode manifest(byte[] bytes) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("md5.json")) return JSON.readTree(new String(zip.readAllBytes(), UTF_8));
            }
            throw new IllegalStateException("no md5.json");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
