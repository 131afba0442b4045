package io.tandem.process;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.internal.ChildBuilder;
import io.tandem.process.internal.Children;
import io.tandem.process.internal.ThisProcess;
import io.tandem.segment.Domain;
import io.tandem.wait.Waitable;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A JVM that this one started to run a function.
 *
 * <pre>{@code
 * try (var child = ChildProcess.start(() -> System.out.println("Hello from " + ChildProcess.current().name()))) {
 *     child.join();
 * }
 * }</pre>
 *
 * <p><b>What travels.</b> The target is a lambda or method reference. What it captures is copied by serialization, but
 * for shared objects (connections and their like), of which the child gets a handle of its own. What can't travel is
 * refused by {@link Builder#start}, with the field named.
 *
 * <p><b>What the child has.</b> This JVM's class path, module path and JVM options (less debuggers, agents, ports, log
 * and archive files), its environment and its {@linkplain Domain domain}; of its open files only the three standard
 * streams: standard input is empty, standard output is this process's, standard error is relayed to this process's. The
 * variables {@code JAVA_TOOL_OPTIONS}, {@code JDK_JAVA_OPTIONS} and {@code _JAVA_OPTIONS} aren't inherited: what they say
 * stands among the JVM options already.
 *
 * <p><b>How it ends.</b> A child ends as any JVM does: when the target has returned and its non-daemon threads have ended
 * (exit code 0), or by {@link System#exit}. If the target throws, the child writes the stack trace, headed by its name, to
 * its standard error, waits for its non-daemon threads and exits with 1; {@link #failure} then has the exception.
 *
 * <p><b>How it outlives its parent.</b> A JVM that has left {@code main} goes on until its children that aren't daemons
 * have ended, and then ends its daemons. {@code System.exit} and SIGTERM end the daemons and leave the others alone. When
 * this process dies by SIGKILL, its daemons end by themselves within a second, and so do theirs.
 *
 * <p>A child may start children of its own once its target runs, also if it is a daemon itself. Before that,
 * {@code start} throws {@link IllegalStateException} and names the class whose static initializer tried it: that
 * initializer would run in each child again.
 *
 * <p>Handles are safe for use by several threads. What a thread did before {@link Builder#start} happens-before the
 * target's first action; all that the child did happens-before a return from {@link #join} that tells of its end, as far
 * as it was done to shared memory. Not meant to be implemented by users.
 */
public interface ChildProcess extends AutoCloseable, Waitable {
    /**
     * Starts a child with default options.
     *
     * @param target what it runs.
     * @return the child, running.
     * @see Builder#start
     */
    static ChildProcess start(final RemoteRunnable target) {
        return builder().start(target);
    }

    /** {@return options for a child, all at their defaults} A builder may start several children, one after the other. */
    static Builder builder() {
        return new ChildBuilder();
    }

    /**
     * This process, under the name by which its children know it: {@code main} if it wasn't started through Tandem. It is
     * always alive, and can't be joined.
     *
     * @return this process.
     */
    static RunningProcess current() {
        return ThisProcess.current();
    }

    /**
     * The process that started this one. It may be dead already.
     *
     * @return the parent, or empty if this process wasn't started through Tandem.
     */
    static Optional<RunningProcess> parent() {
        return ThisProcess.parent();
    }

    /**
     * All children of this process that haven't ended, oldest first, whether or not their handles were closed: for a
     * closed one there is a new handle in the list.
     *
     * @return the children; a snapshot.
     */
    static List<ChildProcess> activeChildren() {
        return Children.active();
    }

    /** {@return whether it has ended, or this handle was closed} */
    @Override
    boolean isReady();

    /**
     * {@return its name} By default {@code main-3} for the third child of the first process, {@code main-3:1} for that
     * child's first child, and so on. Names needn't be unique.
     */
    String name();

    /** {@return its process id} The system may give it to another process after this one has ended. */
    long pid();

    /** {@return whether it ends with this process} */
    boolean isDaemon();

    /**
     * Whether it still runs.
     *
     * @return false from the moment on that {@link #exitCode} has an answer.
     * @throws IllegalStateException if this handle was closed.
     */
    boolean isAlive();

    /**
     * Waits for its end. When this returns, what the child wrote to a relayed stream has been copied.
     *
     * @throws InterruptedException  if this thread is interrupted before or during the wait; the child isn't affected.
     * @throws IllegalStateException if this handle was closed.
     */
    void join() throws InterruptedException;

    /**
     * Waits for its end for a limited time.
     *
     * @param timeout the longest wait; zero or less only looks.
     * @return whether it has ended.
     * @throws InterruptedException  if this thread is interrupted before or during the wait; the child isn't affected.
     * @throws IllegalStateException if this handle was closed.
     */
    boolean join(Duration timeout) throws InterruptedException;

    /**
     * How it ended.
     *
     * <p>A JVM that gets SIGHUP, SIGINT or SIGTERM runs its shutdown hooks and exits by itself with 129, 130 or 143, which
     * is what {@code System.exit(143)} does too. The two can't be told apart; these three codes are read as signals, -1,
     * -2 and -15.
     *
     * @return 0 to 255 as given to {@link System#exit} (its lowest eight bits); or the negative number of the signal that
     *     ended it, such as -9 after {@link #kill} and -15 after {@link #terminate}.
     * @throws IllegalStateException if it still runs, or this handle was closed.
     */
    int exitCode();

    /**
     * A future that completes with this handle when the child has ended and what it wrote to relayed streams was copied.
     * Where a process that the child left behind still holds such a stream, that isn't waited for. Actions that depend on
     * it run on a thread of their child's own; for a child that isn't a daemon, this JVM waits for them.
     *
     * @return a new future; completing or cancelling it doesn't affect the child. It completes also if this handle is
     *     closed meanwhile.
     * @throws IllegalStateException if this handle was closed.
     */
    CompletableFuture<ChildProcess> onExit();

    /**
     * Why it failed.
     *
     * @return the exception that its target threw, as the child's own object where it can travel, else a {@link
     *     io.tandem.codec.RemoteFailureException} that stands for it (shared objects in exceptions don't travel); if it
     *     never got to its target or ended with another exit code than 0, a {@link ProcessFailedException} that says how,
     *     with the end of its standard error where that is relayed; empty if it still runs or ended well.
     * @throws IllegalStateException if this handle was closed.
     */
    Optional<Throwable> failure();

    /**
     * How long it took from the call of {@link Builder#start} until the child's JVM came to its main method.
     *
     * @return the time, or empty if it hasn't come so far (yet).
     * @throws IllegalStateException if this handle was closed.
     */
    Optional<Duration> timeToMain();

    /**
     * How long it took from the call of {@link Builder#start} until the child was about to run its target.
     *
     * @return the time, or empty if it hasn't come so far (yet).
     * @throws IllegalStateException if this handle was closed.
     */
    Optional<Duration> timeToReady();

    /**
     * Asks it to end (SIGTERM): its shutdown hooks run, its daemons end, its {@code finally} blocks don't run. Does nothing
     * if it has ended.
     *
     * @throws IllegalStateException if this handle was closed.
     */
    void terminate();

    /**
     * Interrupts it as a terminal does (SIGINT); a JVM ends by that in the same way as by {@link #terminate}. Does nothing
     * if it has ended.
     *
     * @throws IllegalStateException if this handle was closed.
     */
    void interrupt();

    /**
     * Ends it at once (SIGKILL), without hooks. Its own daemons end within a second. Does nothing if it has ended.
     *
     * @throws IllegalStateException if this handle was closed.
     */
    void kill();

    /**
     * What the child reads as its standard input.
     *
     * @return the stream; the child sees its end when it, or this handle, is closed.
     * @throws IllegalStateException if its standard input isn't a pipe, or this handle was closed.
     */
    OutputStream standardInput();

    /**
     * What the child writes to its standard output. A child that writes more than a pipe takes (64 KiB) waits until it is
     * read.
     *
     * @return the stream; it can still be read when the child has ended.
     * @throws IllegalStateException if its standard output isn't a pipe, or this handle was closed.
     */
    InputStream standardOutput();

    /**
     * What the child writes to its standard error.
     *
     * @return the stream; it can still be read when the child has ended.
     * @throws IllegalStateException if its standard error isn't a pipe, or this handle was closed.
     */
    InputStream standardError();

    /**
     * Lets go of this handle and closes its pipes; never kills, never waits. The child goes on, is still collected when it
     * ends, keeps this JVM up if it isn't a daemon, and stands in {@link #activeChildren}. Every later call but
     * {@code name}, {@code pid}, {@code isDaemon}, {@code isReady}, {@code toString} and {@code close} throws
     * {@link IllegalStateException}; in a {@link io.tandem.wait.WaitSet} a closed handle counts as ready.
     */
    @Override
    void close();

    /**
     * Options of a child. Not safe for use by several threads; not meant to be implemented by users. Every method but
     * {@link #start} returns this builder.
     */
    interface Builder {
        /**
         * Names the child.
         *
         * @param name 1 to 200 characters, no control characters; needn't be unique.
         * @return this.
         */
        Builder name(String name);

        /**
         * Whether the child ends with this process. Default false.
         *
         * @param daemon whether it does.
         * @return this.
         */
        Builder daemon(boolean daemon);

        /**
         * The domain in which the child lives. Default {@link Domain#current()}.
         *
         * @param domain of the child.
         * @return this.
         */
        Builder domain(Domain domain);

        /**
         * Binds the child to processors. It then also counts only these as available. Default: those of the thread that
         * starts it.
         *
         * @param cpus their numbers, one at least; checked at the start.
         * @return this.
         */
        Builder affinity(int... cpus);

        /**
         * Sets an environment variable of the child.
         *
         * @param name  not empty, without {@code =} and NUL.
         * @param value without NUL.
         * @return this.
         */
        Builder environment(String name, String value);

        /**
         * The child's working directory. Default: this process's.
         *
         * @param directory must exist at the start. Relative entries of the class path keep their meaning.
         * @return this.
         */
        Builder directory(Path directory);

        /**
         * Adds JVM options behind those of this JVM, so that they win over them.
         *
         * @param options one argument each, such as {@code -Xmx64m}; without NUL.
         * @return this.
         */
        Builder jvmOptions(String... options);

        /**
         * Replaces the class path. Tandem's own jars are added behind it where they are missing.
         *
         * @param entries directories and jars; relative ones are taken from this process's directory.
         * @return this.
         */
        Builder classPath(Path... entries);

        /**
         * The {@code java} program to start. Default: the one that runs this JVM.
         *
         * @param executable absolute, of Java 17 or later.
         * @return this.
         */
        Builder javaExecutable(Path executable);

        /**
         * Whether the child leads a process group of its own, so that a terminal's Ctrl-C doesn't reach it. Default false.
         *
         * @param own whether it does.
         * @return this.
         */
        Builder processGroup(boolean own);

        /**
         * The child's standard input: {@link StandardStream#empty()} by default.
         *
         * @param stream anything but {@code relay} and {@code append}.
         * @return this.
         */
        Builder standardInput(StandardStream stream);

        /**
         * The child's standard output: {@link StandardStream#inherit()} by default.
         *
         * @param stream anything.
         * @return this.
         */
        Builder standardOutput(StandardStream stream);

        /**
         * The child's standard error: {@link StandardStream#relay()} by default, so that {@link ChildProcess#failure} can
         * tell its end.
         *
         * @param stream anything.
         * @return this.
         */
        Builder standardError(StandardStream stream);

        /**
         * Starts a child. Returns as soon as the system has created the process; a child that fails on its way to its
         * target tells so by {@link ChildProcess#onExit} and {@link ChildProcess#failure}. If this throws, there is no
         * child, and nothing is left behind.
         *
         * @param target what it runs on its main thread.
         * @return the child, running.
         * @throws io.tandem.segment.NotTransferableException if the target, or something that it captures, can't travel.
         * @throws io.tandem.segment.OutOfSpaceException      if there is no room in the domain.
         * @throws io.tandem.TandemException                  if the system refuses.
         * @throws IllegalArgumentException                   if an option names something that isn't there.
         * @throws IllegalStateException                      if this is a child whose target doesn't run yet, or this JVM
         *                                                    is shutting down.
         */
        ChildProcess start(RemoteRunnable target);
    }
}
