package dev.patchbay.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that decides for itself how much of an answer it reads, and when it hangs up. */
final class Wire implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final String head;

    /** Sends a request and reads the answer's head only. */
    Wire(int port, String method, String path, String... headers) throws IOException {
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join("\r\n", headers) + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = socket.getInputStream();
        head = readHead();
    }

    private String readHead() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) break;
            text.append((char) b);
        }
        return text.toString();
    }

    String head() {
        return head;
    }

    byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    byte[] readAll() throws IOException {
        return in.readAllBytes();
    }

    /** As a phone that loses its network: nothing more is read, and the next packet is refused. */
    void hangUp() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
