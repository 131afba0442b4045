package io.tandem.examples.trees;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Lists the regular files of directory trees, each once, in an order that depends on nothing but their names. Symbolic
 * links in the trees aren't followed; pipes, sockets and devices are passed over.
 */
public final class FileTree {
    private final Predicate<Path> skipped;
    private final BiConsumer<Path, IOException> problems;
    private final Set<Path> seen = new HashSet<>();
    private final List<TreeFile> files = new ArrayList<>();

    /**
     * A lister.
     *
     * @param skipped  whether to leave out a directory below a root.
     * @param problems told of directories that can't be listed.
     */
    public FileTree(final Predicate<Path> skipped, final BiConsumer<Path, IOException> problems) {
        this.skipped = skipped;
        this.problems = problems;
    }

    /**
     * Whether a directory of a source tree has something else than sources.
     *
     * @param directory any.
     * @return whether its name begins with a dot, or is that of what Maven builds.
     */
    public static boolean isDotFolderOrTarget(final Path directory) {
        final String folder = String.valueOf(directory.getFileName());
        return folder.startsWith(".") || folder.equals("target");
    }

    /**
     * Lists trees.
     *
     * @param roots directories or files. Names are relative to a single directory; of several, each name starts with its
     *              root as it was given.
     * @return the files, sorted by the bytes of their names.
     * @throws IOException if a root isn't there.
     */
    public List<TreeFile> list(final List<Path> roots) throws IOException {
        for (final Path root : roots) {
            final boolean alone = roots.size() == 1 && Files.isDirectory(root);
            walk(root.toRealPath(), alone ? "" : slashes(root.normalize()));
        }
        Collections.sort(files);
        return files;
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
                if (attributes.isRegularFile()) {
                    if (seen.add(file)) {
                        files.add(new TreeFile(name(file), file, attributes.size()));
                    }
                } else if (file.equals(root)) {
                    problems.accept(file, new IOException("it is neither a directory nor a regular file"));
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

            private byte[] name(final Path file) {
                final byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
                if (file.equals(root)) {
                    return start;
                }
                final byte[] path = TreeFile.bytes(file);
                // The path continues with '/', which is the whole of the root directory's own name.
                final int from = root.getNameCount() == 0 ? 0 : TreeFile.bytes(root).length;
                if (start.length == 0) {
                    return Arrays.copyOfRange(path, from + 1, path.length);
                }
                final byte[] name = Arrays.copyOf(start, start.length + path.length - from);
                System.arraycopy(path, from, name, start.length, path.length - from);
                return name;
            }
        });
    }

    private static String slashes(final Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
