package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OpenMode;
import io.tandem.segment.Domain;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.SharedPage;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The other JVM of this package's tests. Does what its first argument says, and prints what came of it. */
public final class SegmentChild {
    static final int RACING_THREADS = 2;

    private SegmentChild() {}

    public static void main(final String[] arguments) throws Exception {
        final Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "obey" -> obey(directory);
            case "race" -> race(directory, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
            case "stop" -> stop(directory, arguments[2], Long.parseLong(arguments[3]));
            case "exhaust" -> exhaust(directory);
            case "exit" -> exit(directory, arguments[2]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Registers, then does what each line of its input says. */
    private static void obey(final Path directory) throws Exception {
        final Domain domain = Domain.at(directory);
        final ProcessRegistry registry = ProcessRegistry.of(domain);
        final int own = registry.own();
        say("own " + own);
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            final String[] words = line.split(" ");
            switch (words[0]) {
                case "read-own-file" -> say("read " + Files.readAllBytes(directory.resolve("processes/" + own)).length);
                case "open-other-files" -> {
                    for (int i = 0; i < 100; i++) {
                        Files.readAllBytes(directory.resolve("domain"));
                        Files.readAllBytes(Path.of("/proc/self/stat"));
                    }
                    say("opened");
                }
                case "load-library" -> {
                    NativeLibrary.require();
                    say("loaded");
                }
                case "alive" -> say("alive " + registry.isAlive(Integer.parseInt(words[1])));
                case "open" ->
                    say("opened " + Segment.open(domain, Specs.named(words[1])).objectId());
                case "second-loader" -> say("second " + ownOfSecondLoader(directory));
                case "leave-unnamed" ->
                    say("left " + Segment.create(domain, Specs.unnamed()).objectId());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    /** What another copy of the whole library, brought by another class loader, takes for its number. */
    private static int ownOfSecondLoader(final Path directory) throws Exception {
        final List<URL> urls = new ArrayList<>();
        for (final String element : System.getProperty("java.class.path").split(":")) {
            urls.add(Path.of(element).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            final Class<?> second = Class.forName(SegmentChild.class.getName(), true, loader);
            if (second == SegmentChild.class) {
                throw new AssertionError("the same class");
            }
            return (int) second.getMethod("useEverything", Path.class).invoke(null, directory);
        }
    }

    /** Called in the second class loader's copy, by reflection. */
    public static int useEverything(final Path directory) {
        final Domain domain = Domain.at(directory);
        final ProcessRegistry registry = ProcessRegistry.of(domain);
        domain.sweep();
        final int own = registry.own();
        registry.describe(own);
        registry.isAlive(own);
        Segment.create(domain, Specs.unnamed()).close();
        domain.sweep();
        return own;
    }

    /** Opens or creates one name after the other, in several threads, at once with many others: when the shared word is set. */
    private static void race(final Path directory, final int rounds, final Path start) throws Exception {
        final Domain domain = Domain.at(directory);
        say("own " + ProcessRegistry.of(domain).own());
        try (SharedPage page = SharedPage.open(start)) {
            while (page.buffer().getIntVolatile(0) == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < RACING_THREADS; i++) {
            final Thread thread = new Thread(() -> race(domain, rounds));
            thread.start();
            threads.add(thread);
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        say("done");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }

    private static void race(final Domain domain, final int rounds) {
        for (int round = 0; round < rounds; round++) {
            final Segment segment = Segment.openOrCreate(domain, Specs.named("race-" + round));
            final boolean whole = segment.buffer(0, Long.BYTES).getLong(0) == Specs.BODY_WORD;
            say("round " + round + " " + (segment.isCreator() ? "created" : "opened") + " " + segment.objectId() + " "
                    + whole);
            segment.close();
        }
    }

    /** Stands still before the given step, to be killed there. */
    private static void stop(final Path directory, final String operation, final long step) {
        try (CrashPoint point = CrashPoint.at(step, () -> {
            say("at " + step);
            while (true) {
                LockSupport.park();
            }
        })) {
            final Domain domain = Domain.at(directory);
            switch (operation) {
                case "create" -> Segment.create(domain, Specs.named("orders"));
                case "open" -> Segment.open(domain, Specs.named("orders"));
                case "openOrCreate" -> Segment.openOrCreate(domain, Specs.named("orders"));
                case "close" -> Segment.create(domain, Specs.unnamed()).close();
                case "delete" -> {
                    Segment.openOrCreate(domain, Specs.named("orders"));
                    Segment.delete(domain, "orders", ObjectKind.PIPE);
                }
                default -> throw new IllegalArgumentException(operation);
            }
            say("done after " + point.steps());
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** Uses up all descriptors, and then tries everything. */
    private static void exhaust(final Path directory) throws IOException {
        final Domain domain = Domain.at(directory);
        for (int round = 0; round < 3; round++) { // what is loaded now needs no descriptor later
            tryEverything(domain, "warm");
            try {
                Opened.existing(directory, OpenMode.READ_WRITE).close();
            } catch (final TandemException e) {
                say("warm");
            }
        }
        final List<InputStream> hoard = new ArrayList<>();
        for (int spare = 0; spare < 4; spare++) {
            try {
                while (true) {
                    hoard.add(new FileInputStream("/dev/null"));
                }
            } catch (final IOException e) {
                for (int i = 0; i < spare; i++) {
                    hoard.remove(hoard.size() - 1).close();
                }
            }
            say("spare " + spare + " " + tryEverything(domain, "exhausted"));
        }
        for (final InputStream stream : hoard) {
            stream.close();
        }
        say("after " + tryEverything(domain, "after"));
    }

    private static List<String> tryEverything(final Domain domain, final String name) {
        final List<String> outcomes = new ArrayList<>();
        final List<Runnable> operations = Arrays.asList(
                () -> Segment.create(domain, Specs.named(name)).close(),
                () -> Segment.open(domain, Specs.named(name)).close(),
                () -> Segment.openOrCreate(domain, Specs.named(name)).close(),
                () -> Segment.delete(domain, name, ObjectKind.PIPE),
                () -> Segment.create(domain, Specs.unnamed()).close(),
                domain::sweep);
        for (final Runnable operation : operations) {
            try {
                operation.run();
                outcomes.add("ok");
            } catch (final TandemException e) {
                outcomes.add(
                        e.getMessage().contains("EMFILE")
                                ? "EMFILE"
                                : e.getClass().getSimpleName());
            }
        }
        return outcomes;
    }

    /** Ends in one of the ways in which a JVM ends in an orderly manner. */
    private static void exit(final Path directory, final String way) {
        final Domain domain = Domain.at(directory);
        Segment.create(domain, Specs.unnamed());
        if (way.equals("named")) {
            Segment.create(domain, Specs.named("orders"));
        }
        say("own " + ProcessRegistry.of(domain).own());
    }

    private static synchronized void say(final String line) {
        System.out.println(line);
        System.out.flush();
    }
}
