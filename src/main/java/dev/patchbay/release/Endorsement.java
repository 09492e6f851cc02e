package dev.patchbay.release;

import java.io.IOException;
import java.util.List;

/** What else is checked and kept with an upload by somebody who knows more of it than its bytes. */
public interface Endorsement {
    /** Nothing is asked, nothing is kept. */
    Endorsement NONE = new Endorsement() {
        @Override
        public void inspect(PreparedUpload upload) {}

        @Override
        public boolean renews(PreparedUpload upload, List<Release> known) {
            return false;
        }

        @Override
        public void keep(List<Release> releases) {}
    };

    /**
     * Looks at an upload before anything is locked; what it throws refuses the upload.
     *
     * @throws IOException when the file cannot be read
     */
    void inspect(PreparedUpload upload) throws IOException;

    /**
     * Asked in the upload's transaction, under the app's lock.
     *
     * @param known the releases that are there already
     * @return whether these are to be the newest again, with the bytes of this upload
     */
    boolean renews(PreparedUpload upload, List<Release> known);

    /** Told in the same transaction of all the releases that the upload is about. */
    void keep(List<Release> releases);
}
