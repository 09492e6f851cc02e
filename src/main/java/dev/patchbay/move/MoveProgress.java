package dev.patchbay.move;

/** Is told how far a move has come, by several threads in turn. */
public interface MoveProgress {
    /** In words, once for each part. */
    void begins(String part);

    /**
     * After each stored file.
     *
     * @param bytes of the files that are done
     */
    void carried(int files, int ofFiles, long bytes);

    /** After each table. */
    void copied(String table, long rows);

    /** The target has all of it; what follows is only to say so here. */
    void arrived();
}
