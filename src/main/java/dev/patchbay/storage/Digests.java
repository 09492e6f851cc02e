package dev.patchbay.storage;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 and MD5 of one stream of bytes, taken in one pass. */
final class Digests {
    private final MessageDigest sha256 = DigestUtils.getSha256Digest();
    private final MessageDigest md5 = DigestUtils.getMd5Digest();

    void update(byte[] buffer, int length) {
        sha256.update(buffer, 0, length);
        md5.update(buffer, 0, length);
    }

    BlobKey sha256() {
        return new BlobKey(HexFormat.of().formatHex(sha256.digest()));
    }

    String md5() {
        return HexFormat.of().formatHex(md5.digest());
    }
}
