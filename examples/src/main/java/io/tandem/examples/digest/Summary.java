package io.tandem.examples.digest;

import io.tandem.examples.trees.TreeFile;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The answers for a list of files, and their totals. Independent of the order in which the answers come. */
final class Summary {
    private final List<TreeFile> files;
    private final @Nullable Answer[] answers;
    private long readable;
    private long bytes;
    private long lines;

    Summary(final List<TreeFile> files) {
        this.files = files;
        answers = new Answer[files.size()];
    }

    /** Adds the answer for a file, by its number in the list. */
    void add(final int file, final Answer answer) {
        answers[file] = answer;
        if (answer.isReadable()) {
            readable++;
            bytes += answer.bytes();
            lines += answer.lines();
        }
    }

    /** {@return whether there is the same answer for that file} */
    boolean isAsBefore(final int file, final Answer answer) {
        return answer.equals(answers[file]);
    }

    /** Tells of each file that couldn't be read, and why. */
    void forEachUnreadable(final BiConsumer<TreeFile, String> action) {
        for (int i = 0; i < answers.length; i++) {
            final Answer answer = answers[i];
            if (answer != null && !answer.isReadable()) {
                action.accept(files.get(i), answer.problem());
            }
        }
    }

    /** {@return how many files were read} */
    long readable() {
        return readable;
    }

    /** {@return the bytes in them} */
    long bytes() {
        return bytes;
    }

    /** {@return the lines in them} */
    long lines() {
        return lines;
    }

    /** {@return SHA-256 over the lines "hash  name" of the files that were read, in their order} As sha256sum writes them. */
    String combined() {
        final MessageDigest sha256 = FileReader.sha256();
        for (int i = 0; i < answers.length; i++) {
            final Answer answer = answers[i];
            if (answer != null && answer.isReadable()) {
                sha256.update(files.get(i).line(answer.sha256()));
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
