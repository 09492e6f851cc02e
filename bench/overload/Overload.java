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
import java.util.concurrent.atomic.AtomicLong;

/**
 * Attacks a server on this machine and measures what becomes of the checks: java Overload.java WHAT PORT PID APP SECONDS
 * RATE, where WHAT is slow (idle and slow connections, invented addresses) or flood (one address asks too much; the server
 * must trust this machine as a proxy). Checks are offered at a fixed rate whatever the server does; each counts from the moment it was due, not from when it
 * could be sent.
 */
public final class Overload {
    private static final int IDLE = 3000;
    private static final int DRIPPING = 300;
    private static final int CONNECTIONS = 64;

    /** Seconds for what is measured beside the attack itself. */
    private static final int CALM = 10;

    /** More than any server answers, to find out how many this one does. */
    private static final int TOO_MANY = 40_000;

    /** Of so many requests of a flood all but one come from the same address. */
    private static final int FLOOD = 3;

    private final int port;
    private final long pid;
    private final String app;
    private final TreeMap<Integer, Long> statuses = new TreeMap<>();
    private final TreeMap<Integer, Long> flooded = new TreeMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private long failures;
    private long spoof;

    private Overload(int port, long pid, String app) {
        this.port = port;
        this.pid = pid;
        this.app = app;
    }

    public static void main(String[] args) throws Exception {
        Overload overload = new Overload(Integer.parseInt(args[1]), Long.parseLong(args[2]), args[3]);
        int seconds = Integer.parseInt(args[4]);
        int rate = Integer.parseInt(args[5]);
        overload.run(CALM, TOO_MANY, false); // warms up
        int most = overload.most();
        if (args[0].equals("flood")) overload.flood(seconds, most / 2);
        else overload.slow(seconds, rate, most);
    }

    /** How many checks a second it answers at most: the best of three, since a busy machine only takes away. */
    private int most() throws IOException {
        long most = 0;
        for (int i = 0; i < 3; i++) {
            run(4, TOO_MANY, false);
            most = Math.max(most, accepted() / 4);
        }
        return (int) most;
    }

    private void slow(int seconds, int rate, int most) throws Exception {
        System.out.println("| what is going on | offered/s | answered/s | p50 ms | p99 ms | other answers | failed | RSS MB |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        run(CALM, rate, false);
        print("checks alone", CALM, rate, "");
        run(CALM, most / 2, false);
        print("checks alone, half of the most it answers", CALM, most / 2, "");
        List<SocketChannel> idle = idle();
        Dripper dripper = new Dripper();
        dripper.setDaemon(true);
        dripper.start();
        String attack = IDLE + " idle, " + DRIPPING + " at 1 byte/s, invented addresses";
        run(seconds, rate, false);
        print(attack, seconds, rate, ", " + dripper.takeCut() + " slow ones cut");
        run(CALM, most / 2, false);
        print(attack + ", half of the most", CALM, most / 2, ", " + dripper.takeCut() + " slow ones cut");
        for (SocketChannel one : idle) one.close();
    }

    private void flood(int seconds, int rate) throws Exception {
        run(seconds, rate, true);
        print("one address floods, all others ask once each", seconds, rate, "; the flood: " + flooded);
    }

    private List<SocketChannel> idle() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) idle.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)));
        return idle;
    }

    /** Keeps so many requests under way that send a byte a second: heads and bodies in turn. */
    private final class Dripper extends Thread {
        private final Socket[] sockets = new Socket[DRIPPING];
        private final AtomicLong cut = new AtomicLong();

        long takeCut() {
            return cut.getAndSet(0);
        }

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
                cut.incrementAndGet();
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
        boolean floods;

        Lane(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private void run(int seconds, int rate, boolean flood) throws IOException {
        statuses.clear();
        flooded.clear();
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
            while (sent < owed && !free.isEmpty()) {
                Lane lane = free.poll();
                lane.floods = flood && sent % FLOOD != 0;
                send(lane, begin + sent++ * 1_000_000_000L / rate);
            }
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
        String address = lane.floods
                ? "203.0.113.9"
                : "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        String request = "GET /app/check?appName=" + app + "&iOS=1.0.0&isDiff=1&jsVersion= HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nX-Forwarded-For: " + address + "\r\n\r\n";
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
        (lane.floods ? flooded : statuses).merge(status, 1L, Long::sum);
        if (status == 200 && !lane.floods) nanos.add(System.nanoTime() - lane.due);
        return true;
    }

    private long accepted() {
        return statuses.getOrDefault(200, 0L);
    }

    private void print(String what, int seconds, int rate, String more) throws IOException {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        TreeMap<Integer, Long> others = new TreeMap<>(statuses);
        others.remove(200);
        System.out.printf(
                "| %s | %d | %d | %s | %s | %s%s | %d | %d |%n",
                what,
                rate,
                accepted() / seconds,
                at(sorted, 0.50),
                at(sorted, 0.99),
                others.isEmpty() ? "none" : others.toString(),
                more,
                failures,
                rss());
    }

    private static String at(long[] sorted, double share) {
        return sorted.length == 0 ? "-" : String.format("%.1f", sorted[(int) (sorted.length * share)] / 1e6);
    }

    private long rss() throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return Long.parseLong(status.replaceFirst("(?s).*VmRSS:\\s+([0-9]+) kB.*", "$1")) / 1024;
    }
}
