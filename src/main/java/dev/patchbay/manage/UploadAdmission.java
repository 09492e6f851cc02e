package dev.patchbay.manage;

import dev.patchbay.storage.Spool;
import dev.patchbay.storage.StorageFull;
import dev.patchbay.storage.StorageRoom;
import dev.patchbay.storage.StoreAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in so many uploads at once, and has a few wait for their turn, before a byte of a package is read: what they cost in
 * disk, memory and threads is bounded, and checks are answered meanwhile.
 */
final class UploadAdmission extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(UploadAdmission.class);

    private final UploadSettings settings;
    private final Semaphore turns;
    private final Semaphore places;
    private final StorageRoom room;
    private final Spool spool;
    private final HandlerExceptionResolver resolver;
    private volatile boolean failed;

    UploadAdmission(UploadSettings settings, StorageRoom room, Spool spool, HandlerExceptionResolver resolver) {
        this.settings = settings;
        this.room = room;
        this.spool = spool;
        this.turns = new Semaphore(settings.atOnce(), true);
        this.places = new Semaphore(settings.atOnce() + settings.waiting());
        this.resolver = resolver;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.regionMatches(true, 0, "multipart/", 0, 10);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            refuse(request, response, new TooManyUploads());
            return;
        }
        try {
            if (!isItsTurn()) refuse(request, response, new TooManyUploads());
            else {
                try {
                    takeIn(request, response, chain);
                } finally {
                    turns.release();
                    if (failed) removeAbandoned();
                }
            }
        } finally {
            places.release();
        }
    }

    private void takeIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            room.require(request.getContentLengthLong());
        } catch (StorageFull | StoreAway e) {
            refuse(request, response, e);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() >= 500) failed = true;
    }

    /**
     * The container forgets a temporary file whose first write failed. Whoever has all turns knows that no upload is under
     * way, so that whatever lies there is nobody's.
     */
    private void removeAbandoned() {
        if (!turns.tryAcquire(settings.atOnce())) return;
        try {
            spool.removeUploads();
            failed = false;
        } catch (IOException e) {
            log.warn("Cannot remove what failed uploads have left; trying again after the next one: {}", e.toString());
        } finally {
            turns.release(settings.atOnce());
        }
    }

    private boolean isItsTurn() throws IOException {
        try {
            return turns.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it waited", e);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, RuntimeException why) {
        resolver.resolveException(request, response, null, why);
    }
}
