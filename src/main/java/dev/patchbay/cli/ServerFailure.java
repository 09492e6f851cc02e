package dev.patchbay.cli;

/** The server did not do what was asked of it. Its message says what to do. */
final class ServerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private ServerFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static ServerFailure unreachable(String message) {
        return new ServerFailure(Cli.UNREACHABLE, message);
    }

    static ServerFailure forbidden(String message) {
        return new ServerFailure(Cli.FORBIDDEN, message);
    }

    static ServerFailure refused(String message) {
        return new ServerFailure(Cli.REFUSED, message);
    }

    static ServerFailure unfinished(String message) {
        return new ServerFailure(Cli.UNFINISHED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
