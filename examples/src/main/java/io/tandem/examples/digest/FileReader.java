package io.tandem.examples.digest;

import io.tandem.examples.trees.FileProblems;
import io.tandem.examples.trees.TreeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads files: counts bytes and lines, and takes their SHA-256. */
final class FileReader {
    private static final ThreadLocal<FileReader> OF_THREAD = ThreadLocal.withInitial(FileReader::new);

    private final byte[] buffer = new byte[128 * 1024];
    private final MessageDigest sha256 = sha256();

    private FileReader() {}

    /**
     * Reads a file.
     *
     * @param location of it: {@link TreeFile#location()}.
     * @return what is in it, or why it can't be read.
     */
    static Answer read(final String location) {
        return OF_THREAD.get().readHere(location);
    }

    private Answer readHere(final String location) {
        sha256.reset();
        long bytes = 0;
        long lines = 0;
        try (InputStream in = Files.newInputStream(TreeFile.path(location), LinkOption.NOFOLLOW_LINKS)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                sha256.update(buffer, 0, length);
                bytes += length;
                lines += LineFeeds.count(buffer, length);
            }
        } catch (final IOException e) {
            return Answer.unreadable(FileProblems.describe(e));
        }
        return new Answer(bytes, lines, HexFormat.of().formatHex(sha256.digest()), "");
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
