package dev.patchbay.download;

/** Hears of the last byte of a file. */
interface LastByte {
    /** Nobody wants to know. */
    LastByte UNHEARD = new LastByte() {
        @Override
        public void leaves() {}

        @Override
        public void isLost() {}
    };

    /** It goes out now: whoever receives it may ask again before the server has taken another breath. */
    void leaves();

    /** It did not arrive. */
    void isLost();
}
