package dev.patchbay.access;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.RequestInfo;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.NioEndpoint.SendfileData;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what its connection waits for. The watch asks from a thread of its own, so what it reads here may be a moment old.
 */
final class WatchedProcessor extends Http11Processor {
    private static final Logger log = LoggerFactory.getLogger(WatchedProcessor.class);

    private final Progress progress = new Progress();

    WatchedProcessor(GuardedHttp protocol, Adapter adapter) {
        super(protocol, adapter);
    }

    /** What a connection waits for its client to do. */
    enum Waiting {
        /** Nothing: the server is at work, or there is no connection. */
        NOT,
        FOR_THE_HEAD,
        FOR_THE_BODY,
        FOR_THE_REST,
        FOR_THE_READER;

        boolean holdsThread() {
            return this == FOR_THE_BODY || this == FOR_THE_REST || this == FOR_THE_READER;
        }
    }

    Waiting waiting() {
        NioSocketWrapper socket = socket();
        if (socket == null || socket.isClosed()) return Waiting.NOT;
        RequestInfo info = getRequest().getRequestProcessor();
        if (info == null) return Waiting.NOT;
        if (socket.interestOpsHas(SelectionKey.OP_WRITE)) return Waiting.FOR_THE_READER;
        if (!socket.interestOpsHas(SelectionKey.OP_READ)) return Waiting.NOT;
        return switch (info.getStage()) {
            // with half a head it goes back to the selector as if it had ended
            case Constants.STAGE_PARSE, Constants.STAGE_KEEPALIVE, Constants.STAGE_ENDED -> Waiting.FOR_THE_HEAD;
            case Constants.STAGE_SERVICE -> Waiting.FOR_THE_BODY;
            case Constants.STAGE_ENDINPUT -> Waiting.FOR_THE_REST;
            default -> Waiting.NOT;
        };
    }

    /** When the request under way began; negative before its first byte. */
    long begin() {
        return getRequest().getStartTimeNanos();
    }

    /** Bytes of the body that came and of the answer that went, less those that the operating system has yet to send. */
    long moved() {
        NioSocketWrapper socket = socket();
        SendfileData file = socket == null ? null : socket.getSendfileData();
        long unsent = file == null ? 0 : file.length;
        return getRequest().getBytesRead() + getRequest().getResponse().getBytesWritten(false) - unsent;
    }

    /** Whether the operating system sends a file by itself, after all that has to do with the request has ended. */
    boolean sendsFile() {
        NioSocketWrapper socket = socket();
        return socket != null && !socket.isClosed() && socket.getSendfileData() != null;
    }

    /** When the socket last took anything, ms. */
    long lastWrite() {
        NioSocketWrapper socket = socket();
        return socket == null ? 0 : socket.getLastWrite();
    }

    Progress progress() {
        return progress;
    }

    /**
     * Ends it: whoever waits for the socket, a thread or the selector, finds it ended and cleans up by itself. A client
     * that only sends too slowly can still be told so.
     */
    void cut(Waiting waiting) {
        NioSocketWrapper socket = socket();
        if (socket == null) return;
        SocketChannel channel = socket.getSocket().getIOChannel();
        try {
            channel.shutdownInput();
            if (waiting != Waiting.FOR_THE_READER) return;
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.shutdownOutput();
        } catch (IOException e) {
            log.debug("It was gone already", e);
        }
    }

    private @Nullable NioSocketWrapper socket() {
        SocketWrapperBase<?> socket = getSocketWrapper();
        boolean usable = socket instanceof NioSocketWrapper && socket.getSocket() instanceof NioChannel;
        return usable ? (NioSocketWrapper) socket : null;
    }
}
