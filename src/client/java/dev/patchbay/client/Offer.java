package dev.patchbay.client;

import java.util.Map;

/** What a check's answer offers: where things are. Nothing in it is believed. */
public final class Offer {
    private static final int MOST_BYTES = 256 * 1024;

    final String url;
    final boolean delta;
    final String statement;
    final String head;
    final Document signedHead;
    final Document sealed;

    private Offer(Document data, String server, String url, boolean delta) throws Refused {
        this.url = absolute(server, url);
        this.delta = delta;
        if (!data.has("statement") || !data.has("head")) throw new Refused("an offer that nobody signed");
        this.statement = absolute(server, data.text("statement"));
        this.head = absolute(server, data.text("head"));
        this.sealed = data.has("sealed") ? data.child("sealed") : null;
        this.signedHead = data.has("signedHead") ? data.child("signedHead") : null;
    }

    /**
     * Reads the answer to {@code POST /api/patch/version}.
     *
     * @param server the server's address, without a slash at its end
     * @return null when there is no update; {@code remove} is ignored, since nobody signed it
     * @throws Refused when it is malformed, or the release is not signed
     */
    public static Offer ofPatchAnswer(byte[] json, String server) throws Refused {
        Map<String, Object> members = Json.object(json, MOST_BYTES);
        if (!Boolean.TRUE.equals(members.get("update"))) return null;
        Document data = Document.of(members);
        return new Offer(data, server, data.text("url"), Boolean.TRUE.equals(members.get("diff")));
    }

    /**
     * Reads the answer to {@code GET /app/check}.
     *
     * @param server the server's address, without a slash at its end
     * @return null when there is no update
     * @throws Refused when it is malformed, or the release is not signed
     */
    public static Offer ofErosAnswer(byte[] json, String server) throws Refused {
        Map<String, Object> members = Json.object(json, MOST_BYTES);
        if (!Long.valueOf(0).equals(members.get("resCode"))) return null;
        Map<String, Object> data = Json.asObject(members.get("data"));
        Document read = Document.of(data);
        return new Offer(read, server, read.text("path"), Boolean.TRUE.equals(data.get("diff")));
    }

    private static String absolute(String server, String url) {
        return url.startsWith("/") ? server + url : url;
    }
}
