package dev.patchbay.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A client that sits at one of this machine's loopback addresses and sends what it likes, as slowly as it likes. */
final class Peer implements AutoCloseable {
    private final Socket socket = new Socket();

    Peer(String from, int port, int window) throws IOException {
        if (window > 0) socket.setReceiveBufferSize(window);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(60_000);
    }

    static String ask(String from, int port, String line, String... headers) throws IOException {
        try (Peer peer = new Peer(from, port, 0)) {
            peer.send(line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n");
            return peer.rest();
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    /** Returns as soon as so many bytes are there. */
    int read(int bytes) throws IOException {
        return socket.getInputStream().readNBytes(bytes).length;
    }

    /** Bytes until the server ends it; a reset is an end, too. */
    @SuppressWarnings("UnusedException")
    long drain() {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            int read;
            while ((read = socket.getInputStream().read(buffer)) >= 0) count += read;
        } catch (IOException e) {
            return count;
        }
        return count;
    }

    /** Sends so many bytes each second until the server ends it or the time is over; how long that took. */
    @SuppressWarnings("UnusedException")
    Duration drip(String bytes, Duration atMost) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            socket.setSoTimeout(1000);
            while (System.nanoTime() - begin < atMost.toNanos()) {
                send(bytes);
                if (isEnded()) break;
            }
        } catch (IOException e) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Takes a second when it is not. */
    @SuppressWarnings("UnusedException")
    private boolean isEnded() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
