import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Attacks a server on this machine and measures what becomes of the checks: java Overload.java PORT PID APP SECONDS RATE.
 * Checks are offered at a fixed rate whatever the server does; each counts from the moment it was due, not from when it
 * could be sent.
 */
public final class Overload {
    private static final int IDLE = 3000;
    private static final int DRIPPING = 300;
    private static final int CONNECTIONS = 64;

    private final int port;
    private final long pid;
    private final String app;
    private final TreeMap<Integer, Long> statuses = new TreeMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private long failures;
    private long spoof;

    private Overload(int port, long pid, String app) {
        this.port = port;
        this.pid = pid;
        this.app = app;
    }

    public static void main(String[] args) throws Exception {
        Overload overload = new Overload(Integer.parseInt(args[0]), Long.parseLong(args[1]), args[2]);
        int seconds = Integer.parseInt(args[3]);
        int rate = Integer.parseInt(args[4]);
        System.out.println("| what is going on | offered/s | answered/s | p50 ms | p99 ms | other answers | failed | RSS MB | alive |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        overload.run("warming up", 10, Math.min(rate, 2000), null);
        overload.run("checks alone", 10, rate, null);
        List<SocketChannel> idle = overload.idle();
        Dripper dripper = overload.new Dripper();
        dripper.setDaemon(true);
        dripper.start();
        overload.run(IDLE + " idle, " + DRIPPING + " at 1 byte/s, spoofed addresses", seconds, rate, dripper);
        for (SocketChannel one : idle) one.close();
    }

    private List<SocketChannel> idle() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) idle.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)));
        return idle;
    }

    /** Keeps so many requests under way that send a byte a second: heads and bodies in turn. */
    private final class Dripper extends Thread {
        private final Socket[] sockets = new Socket[DRIPPING];
        private volatile long cut;

        @Override
        public void run() {
            try {
                while (true) {
                    for (int i = 0; i < sockets.length; i++) drip(i);
                    Thread.sleep(1000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void drip(int i) {
            try {
                if (sockets[i] == null) {
                    sockets[i] = new Socket("127.0.0.1", port);
                    sockets[i].setSoTimeout(1);
                    String head = i % 2 == 0
                            ? "GET /app/check HTTP/1.1\r\nX: "
                            : "POST /api/patch/version HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n"
                                    + "Content-Type: application/json\r\n\r\n{";
                    sockets[i].getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                }
                sockets[i].getOutputStream().write('x');
                if (isEnded(sockets[i])) throw new IOException("cut");
            } catch (IOException e) {
                cut++;
                close(i);
            }
        }

        private boolean isEnded(Socket socket) throws IOException {
            try {
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            }
        }

        private void close(int i) {
            try {
                if (sockets[i] != null) sockets[i].close();
            } catch (IOException e) {
                System.err.println(e);
            }
            sockets[i] = null;
        }
    }

    /** One connection with one request under way at most. */
    private static final class Lane {
        final SocketChannel channel;
        final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
        long due;
        boolean isLast;

        Lane(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private void run(String what, int seconds, int rate, Dripper dripper) throws IOException {
        statuses.clear();
        nanos.clear();
        failures = 0;
        Selector selector = Selector.open();
        ArrayDeque<Lane> free = new ArrayDeque<>();
        for (int i = 0; i < CONNECTIONS; i++) free.add(open(selector));
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        long sent = 0;
        long now;
        while ((now = System.nanoTime()) < end) {
            long owed = (now - begin) / 1_000 * rate / 1_000_000;
            while (sent < owed && !free.isEmpty()) send(free.poll(), begin + sent++ * 1_000_000_000L / rate);
            if (selector.selectNow() == 0 && sent >= owed) Thread.onSpinWait();
            for (SelectionKey key : selector.selectedKeys()) {
                Lane lane = (Lane) key.attachment();
                try {
                    if (receive(lane)) free.add(lane.isLast ? reopened(lane, selector) : lane);
                } catch (IOException e) {
                    failures++;
                    lane.channel.close();
                    free.add(open(selector));
                }
            }
            selector.selectedKeys().clear();
        }
        for (SelectionKey key : selector.keys()) key.channel().close();
        selector.close();
        if (!what.startsWith("warm")) print(what, seconds, rate, dripper);
    }

    private Lane reopened(Lane lane, Selector selector) throws IOException {
        lane.channel.close();
        return open(selector);
    }

    private Lane open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        Lane lane = new Lane(channel);
        channel.register(selector, SelectionKey.OP_READ, lane);
        return lane;
    }

    private void send(Lane lane, long due) throws IOException {
        lane.due = due;
        lane.in.clear();
        long number = spoof++;
        String request = "GET /app/check?appName=" + app + "&iOS=1.0.0&isDiff=1&jsVersion= HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nX-Forwarded-For: 10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255) + "\r\n\r\n";
        lane.channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whether the whole answer is there: it ends with an empty chunk or has a length. */
    private boolean receive(Lane lane) throws IOException {
        if (lane.channel.read(lane.in) < 0) throw new IOException("closed");
        String text = new String(lane.in.array(), 0, lane.in.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) return false;
        int length = text.indexOf("Content-Length: ");
        boolean whole = length >= 0 && length < head
                ? text.length() >= head + 4 + Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)))
                : text.endsWith("\r\n0\r\n\r\n");
        if (!whole) return false;
        lane.isLast = text.substring(0, head).contains("Connection: close");
        int status = Integer.parseInt(text.substring(9, 12));
        statuses.merge(status, 1L, Long::sum);
        if (status == 200) nanos.add(System.nanoTime() - lane.due);
        return true;
    }

    private void print(String what, int seconds, int rate, Dripper dripper) throws IOException {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        long accepted = statuses.getOrDefault(200, 0L);
        TreeMap<Integer, Long> others = new TreeMap<>(statuses);
        others.remove(200);
        String slow = dripper == null ? "" : ", " + dripper.cut + " slow ones cut";
        System.out.printf(
                "| %s | %d | %d | %s | %s | %s%s | %d | %d | %s |%n",
                what,
                rate,
                accepted / seconds,
                at(sorted, 0.50),
                at(sorted, 0.99),
                others.isEmpty() ? "none" : others.toString(),
                slow,
                failures,
                rss(),
                ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) ? "yes" : "no");
    }

    private static String at(long[] sorted, double share) {
        return sorted.length == 0 ? "-" : String.format("%.1f", sorted[(int) (sorted.length * share)] / 1e6);
    }

    private long rss() throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return Long.parseLong(status.replaceFirst("(?s).*VmRSS:\\s+([0-9]+) kB.*", "$1")) / 1024;
    }
}
