package dev.patchbay.pack;

import java.util.List;

/** What an uploaded file turned out to be. */
public sealed interface Inspection {
    /** What the operator should know though the file is taken; whole sentences, none when all is well. */
    List<String> warnings();

    /** A zip with an md5.json at its root, which agrees with it. */
    record ErosPackage(Manifest manifest, ZipSummary summary, List<String> warnings) implements Inspection {
        public ErosPackage {
            warnings = List.copyOf(warnings);
        }
    }

    /** Any other zip, such as JSPatch's. */
    record PlainZip(ZipSummary summary, List<String> warnings) implements Inspection {
        public PlainZip {
            warnings = List.copyOf(warnings);
        }
    }

    /** No zip: OCRunner's binarypatch, a script, anything. */
    record OtherFile(List<String> warnings) implements Inspection {
        public OtherFile {
            warnings = List.copyOf(warnings);
        }
    }
}
