package dev.patchbay.cli;

import dev.patchbay.move.MoveStopped;
import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.storage.StartRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong and what to do about it. */
final class Failures {
    private Failures() {}

    static int misused(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            command.usage(err);
        }
        return Cli.USAGE;
    }

    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ServerFailure server) {
            err.println(
                    command.getCommandSpec().qualifiedName() + ": " + Table.plain(String.valueOf(server.getMessage())));
            return server.exitCode();
        }
        boolean expected = failure instanceof IOException
                || failure instanceof RefusedPackage
                || failure instanceof MoveStopped
                || failure instanceof StartRefused;
        err.println(command.getCommandSpec().qualifiedName() + ": " + (expected ? text(failure) : "a fault of ours"));
        if (!expected) failure.printStackTrace(err); // there is no log; whoever reports the fault needs it
        return Cli.FAILED;
    }

    private static String text(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + "; check the name";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be used so by this user; check its permissions";
        }
        if (failure instanceof NotDirectoryException file) return file.getFile() + " is no folder; check the name";
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": "
                    + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
        }
        return String.valueOf(failure.getMessage());
    }
}
