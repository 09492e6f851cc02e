package dev.patchbay.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Bytes under their SHA-256. A blob appears whole or not at all, and stays through a crash once {@link #place} has returned.
 *
 * <p>Deleting what nobody needs must not meet somebody who is about to need it. So who names a blob in a row touches it
 * first, by {@link #place} or {@link #touch}, and commits within the hour; who deletes takes a time an hour back, then reads
 * all names, then deletes by {@link #deleteUntouchedSince} what has none. A blob touched after that time stays; the name of
 * one touched before it was there to be read. Touching and deleting take turns within this process, and by
 * {@link BlobTouches} among all nodes of a cluster.
 */
public interface BlobStore {
    /** Keeps every blob in its place until it is closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A blob that a {@link #place} brought.
     *
     * @param isNew whether there was none of that name before
     * @param at when placing it began
     */
    record Placed(BlobKey key, boolean isNew, long touch, Instant at) {}

    /**
     * Takes a spooled file over as a blob. One that is already there is kept if its bytes are right and replaced if
     * not, so that storing the same content again heals a damaged blob.
     *
     * @return for {@link #takeBack}
     * @throws IOException when the store refuses; the spooled file stays the caller's then, and no new blob is left
     */
    Placed place(SpooledFile spooled) throws IOException;

    /**
     * Removes a blob again that nobody is going to name. Ask only when it is certain that the one who placed it has not
     * named it; that others have not follows from their not having touched it. It may be asked late, by a node that stood
     * still for hours.
     *
     * @return false when somebody else put or touched it meanwhile, and may name it
     */
    boolean takeBack(Placed placed) throws IOException;

    /**
     * Says that somebody is about to name a blob that is here already.
     *
     * @return whether it is here with the right bytes; when not, it must not be named
     */
    boolean touch(BlobKey key) throws IOException;

    /** Nothing is removed while there is a hold; what was to be removed is the next time. */
    Hold hold();

    /**
     * Removes a blob that nobody put or touched since a time.
     *
     * @return how many bytes that freed; 0 when the blob stays or was not there
     * @throws IOException when the store refuses
     */
    long deleteUntouchedSince(BlobKey key, Instant time) throws IOException;

    /** All blobs that are here. */
    List<BlobKey> keys() throws IOException;

    /** The blob, unless there is none of that name. Says nothing of whether its bytes are right. */
    Optional<Blob> find(BlobKey key);

    /**
     * Whether the blob is there with the bytes its name promises, as far as is known without reading it once more. Checks ask
     * this of each device: it costs no more than a look. When it cannot be judged, it counts as not intact for this once.
     */
    boolean isIntact(BlobKey key);

    /**
     * Reads a blob whatever is known of it, since bytes can change unseen.
     *
     * @param pace is told after each piece how many bytes were read, and may wait
     * @return whether it is there with the right bytes
     * @throws IOException when it could not be judged at this moment
     */
    boolean reread(BlobKey key, LongConsumer pace) throws IOException;

    /** The blobs that were found missing or damaged and were not healed or removed since. */
    Set<BlobKey> damaged();

    /**
     * Removes a blob that was found damaged, unless it is right by now or somebody may be about to name it. It waits for whoever
     * is storing the same bytes in a transaction, so call it outside of one.
     *
     * @return false when its bytes are right by now
     * @throws IOException when the store refuses
     */
    boolean deleteDamaged(BlobKey key) throws IOException;
}
