package io.tandem.examples.index;

import io.tandem.examples.trees.FileProblems;
import io.tandem.examples.trees.FileTree;
import io.tandem.examples.trees.Readers;
import io.tandem.examples.trees.TreeFile;
import io.tandem.manager.ManagedMap;
import io.tandem.manager.Manager;
import io.tandem.pool.ItemOutcome;
import io.tandem.pool.WorkerDiedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Worker processes read a source tree, and build one index of its words, in a map of a manager's server. */
@Command(
        name = "examples/run index",
        description =
                "Tells which files and lines of a source tree have a word. Folders named target and those that begin with a dot"
                        + " are left out, and so is what isn't UTF-8. Upper and lower case are the same.",
        mixinStandardHelpOptions = true)
public final class Index implements Callable<Integer> {
    private static final long LARGEST_SOURCE = 16 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "Root of the tree. Without any: the project's own one, and one word.")
    private @Nullable Path directory;

    @Parameters(
            index = "1..*",
            paramLabel = "WORD",
            description = "What to look up. Without any: what standard input asks for, until it ends.")
    private List<String> words = new ArrayList<>();

    private boolean complete = true;

    private Index() {}

    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the command.
     *
     * @param args of the command line.
     * @return its exit status: 0, 1 if something couldn't be read, 2 for a wrong command line.
     */
    public static int run(final String[] args) {
        return new CommandLine(new Index())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    report(String.valueOf(failure.getMessage()));
                    return 1;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        final boolean own = directory == null;
        final Path tree = own ? Path.of(System.getProperty("tandem.examples.tree", ".")) : directory;
        if (!Files.isDirectory(tree)) {
            throw new ParameterException(spec.commandLine(), "There is no directory " + tree + ".");
        }
        try (Manager manager = Manager.start()) {
            // Of each word the files, by their locations, and in each its lines.
            final ManagedMap<String, Map<String, List<Integer>>> index = manager.map();
            final Path root = tree.toRealPath();
            build(manager, index, root);
            final Lookups lookups = new Lookups(index, root);
            if (own) {
                lookups.answer("ManagedMap");
            } else if (words.isEmpty()) {
                lookups.ask();
            } else {
                words.forEach(lookups::answer);
            }
        }
        return complete ? 0 : 1;
    }

    private void build(
            final Manager manager, final ManagedMap<String, Map<String, List<Integer>>> index, final Path root)
            throws IOException {
        final long start = System.nanoTime();
        try (Readers readers = new Readers("indexer", Runtime.getRuntime().availableProcessors(), Index::report)) {
            // The list is made while the workers come up.
            final List<String> locations = new ArrayList<>();
            final FileTree tree = new FileTree(
                    FileTree::isDotFolderOrTarget, (path, problem) -> leaveOut(path, FileProblems.describe(problem)));
            for (final TreeFile file : tree.list(List.of(root))) {
                if (file.size() <= LARGEST_SOURCE) {
                    locations.add(file.location());
                } else {
                    leaveOut(TreeFile.path(file.location()), "larger than any source");
                }
            }
            readers.read(locations, location -> add(location, manager, index), (final ItemOutcome<String> outcome) -> {
                final RuntimeException failure = outcome.failure().orElse(null);
                // All others, such as the death of the server, end the command.
                final String problem = failure instanceof WorkerDiedException ? failure.getMessage() : outcome.get();
                if (problem != null) {
                    leaveOut(TreeFile.path(locations.get((int) outcome.index())), problem);
                }
            });
            System.out.printf(
                    Locale.ROOT,
                    "%d files, %d different words, in %.1f s%n",
                    locations.size(),
                    index.size(),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /**
     * What a worker does: all words of a file go to the server in one message. It may be done twice, if the worker is killed before it has told of
     * it, so the lines of a file are put, not added.
     *
     * @return why the file can't be read, or null.
     */
    private static @Nullable String add(
            final String location, final Manager manager, final ManagedMap<String, Map<String, List<Integer>>> index) {
        try {
            final Map<String, List<Integer>> lines = SourceWords.linesOfEach(TreeFile.path(location));
            manager.atomically(index, all -> {
                lines.forEach((word, numbers) ->
                        all.computeIfAbsent(word, unseen -> new TreeMap<>()).put(location, numbers));
                return null;
            });
            return null;
        } catch (final IOException e) {
            return FileProblems.describe(e);
        }
    }

    private void leaveOut(final Path file, final @Nullable String problem) {
        report("can't read " + TreeFile.shown(file.toString()) + ": " + problem);
        complete = false;
    }

    static void report(final String problem) {
        System.err.println("index: " + problem);
    }
}
