package dev.patchbay.pack;

/**
 * A file or directory in a zip, as its central header describes it.
 *
 * @param name with {@code /} between segments; a directory's name ends with one
 * @param deflated whether it is packed with deflate; otherwise it is stored
 * @param size of the content, in bytes
 * @param packedSize of the content as it lies in the zip, in bytes
 * @param crc32 of the content, unsigned
 */
public record ZipItem(String name, boolean deflated, long size, long packedSize, long crc32) {
    public boolean isDirectory() {
        return name.endsWith("/");
    }
}
