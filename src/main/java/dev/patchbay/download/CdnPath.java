package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;

/**
 * The path under which a CDN keeps bytes and fetches them from a node. It names the very bytes and their coding, so that nothing has to
 * be negotiated and they may be kept for ever, and all copies of them lie in one folder, which a CDN can be told to drop. The token
 * proves that a node has led somebody there: plain packages of an app whose devices get sealed ones cannot be asked for by
 * their digest, which every check tells. It ends as the device's own link does, since a stock iOS client saves under that.
 *
 * @param coding {@code identity}, or the content coding
 * @param name of the package or delta, without {@code .zip}
 */
record CdnPath(BlobKey blob, String coding, String token, String name) {
    private static final int DIGEST = 64;

    /**
     * @param content 64 hex digits, and behind a dot the content coding if there is one
     */
    static CdnPath of(String content, String token, String name) {
        String coding = content.length() == DIGEST ? Representation.IDENTITY : content.substring(DIGEST + 1);
        return new CdnPath(new BlobKey(content.substring(0, DIGEST)), coding, token, name);
    }

    /** What the token was made for: it works nowhere else, and no link's token works here. */
    String context() {
        return context(coding, name);
    }

    static String context(String coding, String name) {
        return "cdn/" + coding + "/" + name;
    }

    @Override
    public String toString() {
        boolean plain = coding.equals(Representation.IDENTITY);
        return "/packages/" + blob + (plain ? "" : "." + coding) + "/" + token + "/" + name + ".zip";
    }
}
