package io.tandem.examples.trees;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file can't be read, in a few words. */
public final class FileProblems {
    private static final int LONGEST = 300;

    private FileProblems() {}

    /**
     * A short sentence without the file's name, which whoever reports it knows better.
     *
     * @param e what was thrown.
     * @return 300 characters at most.
     */
    public static String describe(final IOException e) {
        final String text;
        if (e instanceof NoSuchFileException) {
            text = "no such file";
        } else if (e instanceof AccessDeniedException) {
            text = "permission denied";
        } else if (e instanceof FileSystemException problem) {
            text = String.valueOf(problem.getReason());
        } else {
            text = String.valueOf(e.getMessage());
        }
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
