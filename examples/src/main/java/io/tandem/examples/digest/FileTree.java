package io.tandem.examples.digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Lists the regular files of directory trees, each once, in an order that depends on nothing but their names. Symbolic
 * links in the trees aren't followed.
 */
final class FileTree {
    /**
     * A file.
     *
     * @param name as it is shown: relative to its directory, with {@code /} in between.
     * @param path to open.
     * @param size when it was listed.
     */
    record Entry(String name, Path path, long size) {}

    private final Predicate<Path> skipped;
    private final BiConsumer<Path, IOException> problems;
    private final Set<Path> seen = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A lister.
     *
     * @param skipped  whether to leave out a directory below a root.
     * @param problems told of directories that can't be listed.
     */
    FileTree(final Predicate<Path> skipped, final BiConsumer<Path, IOException> problems) {
        this.skipped = skipped;
        this.problems = problems;
    }

    /**
     * Lists trees.
     *
     * @param roots directories or files. Names are relative to a single directory; of several, each name starts with its
     *              root as it was given.
     * @return the files, sorted by the UTF-8 bytes of their names.
     * @throws IOException if a root isn't there.
     */
    List<Entry> list(final List<Path> roots) throws IOException {
        for (final Path root : roots) {
            final boolean alone = roots.size() == 1 && Files.isDirectory(root);
            walk(root.toRealPath(), alone ? "" : slashes(root.normalize()));
        }
        entries.sort((a, b) -> Arrays.compareUnsigned(
                a.name.getBytes(StandardCharsets.UTF_8), b.name.getBytes(StandardCharsets.UTF_8)));
        return entries;
    }

    private void walk(final Path root, final String prefix) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path directory, final BasicFileAttributes attributes) {
                return !directory.equals(root) && skipped.test(directory)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && seen.add(file)) {
                    entries.add(new Entry(name(file), file, attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(final Path file, final IOException problem) {
                problems.accept(file, problem);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path directory, final IOException problem) {
                if (problem != null) {
                    problems.accept(directory, problem);
                }
                return FileVisitResult.CONTINUE;
            }

            private String name(final Path file) {
                final String relative = slashes(root.relativize(file));
                if (prefix.isEmpty() || relative.isEmpty()) {
                    return prefix + relative;
                }
                return prefix + '/' + relative;
            }
        });
    }

    private static String slashes(final Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
