package dev.patchbay.manage;

import dev.patchbay.storage.StorageFull;
import dev.patchbay.storage.StorageRoom;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in so many uploads at once, and has a few wait for their turn, before a byte of a package is read: what they cost in
 * disk, memory and threads is bounded, and checks are answered meanwhile.
 */
final class UploadAdmission extends OncePerRequestFilter {
    private final UploadSettings settings;
    private final Semaphore turns;
    private final Semaphore places;
    private final StorageRoom room;
    private final HandlerExceptionResolver resolver;

    UploadAdmission(UploadSettings settings, StorageRoom room, HandlerExceptionResolver resolver) {
        this.settings = settings;
        this.room = room;
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
        } catch (StorageFull e) {
            refuse(request, response, e);
            return;
        }
        chain.doFilter(request, response);
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
