package dev.patchbay.delta;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes and reads one content coding, stream to stream. */
interface Codec {
    /**
     * Codes what is written to it as small as it can; closing it writes the end and closes the other stream.
     *
     * @param size bytes that will be written, so that windows need be no larger
     */
    OutputStream encoder(OutputStream coded, long size) throws IOException;

    /** The content of a coded stream, which is closed with it. */
    InputStream decoder(InputStream coded) throws IOException;

    /** The most memory, in bytes, that coding so many bytes takes. */
    long memory(long size);
}
