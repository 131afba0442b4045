package io.tandem.examples;

import io.tandem.examples.digest.Digest;
import io.tandem.examples.digest.Hash;
import io.tandem.examples.histogram.Histogram;
import io.tandem.examples.index.Index;
import io.tandem.examples.wordcount.Wordcount;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Runs an example by its name, lists them, or runs them all. */
public final class Main {
    private static final List<Example> EXAMPLES = List.of(
            new Example("hello", "the parent prints a line, then a child does", plain(Hello::main)),
            new Example("name", "a child that knows its own name", plain(Name::main)),
            new Example("workers", "five workers that sleep for a second, all at once", plain(Workers::main)),
            new Example("many", "ten children, all joined", plain(Many::main)),
            new Example("pipe", "a sender that ends before its receiver starts", plain(Pipe::main)),
            new Example("cube", "a number from one child to another", plain(Cube::main)),
            new Example("requests", "a worker that answers requests until it is asked to close", plain(Requests::main)),
            new Example("queue", "two producers, and a consumer that ends on an end mark", plain(Queue::main)),
            new Example(
                    "shutdown", "a consumer that knows no end, until the queue is shut down", plain(Shutdown::main)),
            new Example("share", "three workers share one queue", plain(Share::main)),
            new Example("cubes", "one process puts the cubes of 1 to 10, the next adds one", plain(Cubes::main)),
            new Example("squares", "ten processes, each of which squares one of 1 to 10", plain(Squares::main)),
            new Example(
                    "sum", "a child fills an array with squares, and a value with their sum", plain(SquareSum::main)),
            new Example("access", "two workers take turns at a resource, under a lock", plain(Access::main)),
            new Example("counter", "two processes count to 20,000 together", plain(Counter::main)),
            new Example(
                    "records",
                    "one process adds a record to a managed list, the next prints all",
                    plain(Records::main)),
            new Example("pool", "four workers of a pool square 1 to 5", plain(Pool::main)),
            new Example("numbers", "squares, and the process id of who has made them", plain(Numbers::main)),
            new Example("candy", "three workers sort five lists of candy colours", plain(Candy::main)),
            new Example("doubles", "results of a pool of two, printed as they come, in order", plain(Doubles::main)),
            new Example("tasks", "ten tasks without results, for a pool of four", plain(Tasks::main)),
            new Example("executor", "futures of four tasks that take a while", plain(Executor::main)),
            new Example("fetch", "sixty files from a web server, through an executor", plain(Fetch::main)),
            new Example("index", "which files and lines of a source tree have a word", Index::run),
            new Example("histogram", "the byte values of files, counted in three ways", Histogram::run),
            new Example("digest", "sizes, lines and SHA-256 of directory trees", Digest::run),
            new Example("hash", "SHA-256 of directory trees, by processes, by threads and alone", Hash::run),
            new Example("wordcount", "the main job: the words of directory trees, by a pool", Wordcount::run));

    private Main() {}

    public static void main(final String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(final String[] args) throws Exception {
        final String name = args.length == 0 ? "--help" : args[0];
        final String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (name) {
            case "--help", "-h" -> {
                usage(System.out);
                return args.length == 0 ? 2 : 0;
            }
            case "--list" -> {
                list(System.out);
                return 0;
            }
            case "tour" -> {
                return tour();
            }
            default -> {
                for (final Example example : EXAMPLES) {
                    if (example.name.equals(name)) {
                        return example.program.run(rest);
                    }
                }
                System.err.println("There is no example named " + name + ".");
                usage(System.err);
                return 2;
            }
        }
    }

    private static int tour() throws Exception {
        int worst = 0;
        for (final Example example : EXAMPLES) {
            System.out.println("== " + example.name + ": " + example.summary);
            worst = Math.max(worst, example.program.run(new String[0]));
        }
        return worst;
    }

    private static void usage(final PrintStream out) {
        out.println("Usage: examples/run NAME [ARGUMENT...]   one of the examples below");
        out.println("       examples/run tour                 all of them");
        out.println("       examples/run --list");
        out.println();
        list(out);
    }

    private static void list(final PrintStream out) {
        for (final Example example : EXAMPLES) {
            out.printf("%-10s%s%n", example.name, example.summary);
        }
    }

    private static Program plain(final PlainProgram program) {
        return args -> {
            if (args.length > 0) {
                System.err.println("This example takes no arguments: " + String.join(" ", args));
                return 2;
            }
            program.run(args);
            return 0;
        };
    }

    private record Example(String name, String summary, Program program) {}

    /** Returns its exit status. */
    private interface Program {
        int run(String[] args) throws Exception;
    }

    private interface PlainProgram {
        void run(String[] args) throws Exception;
    }
}
