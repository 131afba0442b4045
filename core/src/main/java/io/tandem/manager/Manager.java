package io.tandem.manager;

import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteFunction;
import io.tandem.manager.internal.ManagerBuilder;
import io.tandem.manager.internal.Managers;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLock;
import io.tandem.sync.SharedSemaphore;
import io.tandem.value.SharedDoubleArray;
import io.tandem.value.SharedIntArray;
import io.tandem.value.SharedLongArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server process with objects that any number of processes use as ordinary Java objects, by proxies.
 *
 * <pre>{@code
 * try (var manager = Manager.start()) {
 *     ManagedMap<String, Integer> counts = manager.map();
 *     try (var child = ChildProcess.start(() -> counts.merge("word", 1, Integer::sum))) {
 *         child.join();
 *     }
 *     System.out.println(counts); // {word=1}
 * }
 * }</pre>
 *
 * <p><b>Objects.</b> Lists, maps, sets, values and services live in the server; a call of them is one message there and one back. Locks,
 * semaphores, events, barriers, queues and arrays live in shared memory, which the server only keeps and hands out: they need no message to
 * be used, and their users go on when the server dies. An object that was made without a name lives as long as somebody alive can reach it: by a
 * proxy, by a message on its way, or through another object. One with a name is made by whoever asks for it first, and lives until it is
 * {@linkplain #remove removed}, or the manager ends. Handles of shared objects want to be closed, as everywhere; proxies need not be.
 *
 * <p><b>Proxies travel</b> in lambdas, arguments, results, queues, pipes, and into other managed objects; so do managers. In the server itself
 * they reach the object without a message. Any number of threads may use one. A process that dies lets go of all its proxies; locks that it
 * held are {@linkplain io.tandem.sync.OwnerDeath as they say}.
 *
 * <p><b>Blocking calls</b>, which only services have, block their caller alone: each takes one of the server's threads, of which there are
 * 64 at most by default; when all are taken, all calls wait for one. An interrupt of the caller is passed on to the method if that declares {@link
 * InterruptedException}, and so is the caller's death; any other call is finished, and the thread stays interrupted.
 *
 * <p><b>What may travel.</b> Arguments, results and exceptions travel by serialization, behind the filter of {@code tandem.serialFilter} or of
 * {@link Builder#serialFilter}, on both sides. What a method throws is thrown at its caller, with the server's stack trace in front of its own; what
 * can't travel, as a {@link io.tandem.codec.RemoteFailureException}.
 *
 * <p><b>Deaths.</b> When the server dies, calls that are under way and all later ones throw {@link ManagerDiedException}, within some 50 ms. The
 * server ends with the process that started it.
 *
 * <p>Safe for threads. Not meant to be implemented by users.
 */
public interface Manager extends AutoCloseable {
    /**
     * Starts a server with default options.
     *
     * @return its manager.
     */
    static Manager start() {
        return builder().start();
    }

    /** {@return options of a server, all at their defaults} */
    static Builder builder() {
        return new ManagerBuilder();
    }

    /**
     * Finds a manager by its name in the current domain, started by whichever process.
     *
     * @param name that it was given.
     * @return a handle of it, whose {@link #close} lets go of the handle alone.
     * @throws io.tandem.segment.ObjectNotFoundException if none of that name runs.
     * @throws IllegalStateException                     if this thread is interrupted meanwhile.
     */
    static Manager connect(final String name) {
        return connect(Domain.current(), name);
    }

    /**
     * Finds a manager by its name.
     *
     * @param domain it is in.
     * @param name   that it was given.
     * @return a handle of it, whose {@link #close} lets go of the handle alone.
     * @throws io.tandem.segment.ObjectNotFoundException if none of that name runs.
     * @throws IllegalStateException                     if this thread is interrupted meanwhile.
     */
    static Manager connect(final Domain domain, final String name) {
        return Managers.connect(domain, name);
    }

    /**
     * The manager in whose server this code runs: for services, and for functions that travel there, which want to make objects.
     *
     * @return that manager.
     * @throws IllegalStateException if this process isn't the server of a manager.
     */
    static Manager current() {
        return Managers.current();
    }

    /** {@return its name; one that was made up if it was given none} */
    String name();

    /** {@return the process id of its server} */
    long pid();

    /** {@return whether the server lives} */
    boolean isAlive();

    /**
     * A new, empty list.
     *
     * @param <E> type of the elements.
     * @return a proxy.
     */
    <E extends @Nullable Object> ManagedList<E> list();

    /**
     * The list with a name; a new, empty one if there is none.
     *
     * @param <E>  type of the elements.
     * @param name of it.
     * @return a proxy.
     * @throws IllegalArgumentException if something else has that name.
     */
    <E extends @Nullable Object> ManagedList<E> list(String name);

    /**
     * A new list with elements.
     *
     * @param <E>      type of the elements.
     * @param elements copied to it.
     * @return a proxy.
     */
    <E extends @Nullable Object> ManagedList<E> list(Collection<? extends E> elements);

    /**
     * A new, empty map.
     *
     * @param <K> type of the keys.
     * @param <V> type of the values.
     * @return a proxy.
     */
    <K, V> ManagedMap<K, V> map();

    /**
     * The map with a name; a new, empty one if there is none.
     *
     * @param <K>  type of the keys.
     * @param <V>  type of the values.
     * @param name of it.
     * @return a proxy.
     * @throws IllegalArgumentException if something else has that name.
     */
    <K, V> ManagedMap<K, V> map(String name);

    /**
     * A new map with entries.
     *
     * @param <K>     type of the keys.
     * @param <V>     type of the values.
     * @param entries copied to it.
     * @return a proxy.
     */
    <K, V> ManagedMap<K, V> map(Map<? extends K, ? extends V> entries);

    /**
     * A new, empty set.
     *
     * @param <E> type of the elements.
     * @return a proxy.
     */
    <E> ManagedSet<E> set();

    /**
     * The set with a name; a new, empty one if there is none.
     *
     * @param <E>  type of the elements.
     * @param name of it.
     * @return a proxy.
     * @throws IllegalArgumentException if something else has that name.
     */
    <E> ManagedSet<E> set(String name);

    /**
     * A new set with elements.
     *
     * @param <E>      type of the elements.
     * @param elements copied to it.
     * @return a proxy.
     */
    <E> ManagedSet<E> set(Collection<? extends E> elements);

    /**
     * A new value of any type.
     *
     * @param <T>     type of the value.
     * @param initial what it is at first.
     * @return a proxy.
     */
    <T extends @Nullable Object> ManagedValue<T> value(T initial);

    /**
     * The value with a name; a new one if there is none.
     *
     * @param <T>     type of the value.
     * @param name    of it.
     * @param initial what it is at first, if it is new.
     * @return a proxy.
     * @throws IllegalArgumentException if something else has that name.
     */
    <T extends @Nullable Object> ManagedValue<T> value(String name, T initial);

    /**
     * Makes an object in the server, and gives it out as an interface. All methods of the interface are called there, its default methods
     * included, by several threads at once: <b>it must be safe for threads</b>. One that isn't, {@link #createGuarded} serves. {@code equals} and
     * {@code hashCode} are the proxy's own: two proxies of one object are equal. Overloads, varargs and generics work; arguments and results are
     * copies, but for proxies and shared objects; a result that is declared as a collection's interface is unmodifiable, as what is read from lists
     * and maps.
     *
     * @param <T>     the interface.
     * @param type    of it.
     * @param factory makes the object, in the server.
     * @return a proxy.
     * @throws IllegalArgumentException if the type isn't an interface.
     */
    <T> T create(Class<T> type, RemoteCallable<? extends T> factory);

    /**
     * The object with a name; a new one if there is none.
     *
     * @param <T>     the interface.
     * @param name    of it.
     * @param type    of it.
     * @param factory makes the object, in the server, if there is none.
     * @return a proxy.
     * @throws IllegalArgumentException if the type isn't an interface, or something else has that name.
     */
    <T> T create(String name, Class<T> type, RemoteCallable<? extends T> factory);

    /**
     * The same as {@link #create(Class, RemoteCallable)}, but that only one call of it is executed at a time: it need not be safe for threads, and
     * {@link #atomically} works on it. A call that takes long holds up all others of this object.
     *
     * @param <T>     the interface.
     * @param type    of it.
     * @param factory makes the object, in the server.
     * @return a proxy.
     * @throws IllegalArgumentException if the type isn't an interface.
     */
    <T> T createGuarded(Class<T> type, RemoteCallable<? extends T> factory);

    /**
     * The same as {@link #create(String, Class, RemoteCallable)}, but that only one call of it is executed at a time.
     *
     * @param <T>     the interface.
     * @param name    of it.
     * @param type    of it.
     * @param factory makes the object, in the server, if there is none.
     * @return a proxy.
     * @throws IllegalArgumentException if the type isn't an interface, or something else has that name.
     */
    <T> T createGuarded(String name, Class<T> type, RemoteCallable<? extends T> factory);

    /**
     * Does several things with an object at once: the action runs in the server, and nobody else sees the object meanwhile. It may use other objects
     * too, each call of which is atomic by itself. Where actions nest, several objects are locked: do it in one order everywhere, or else
     * two may wait for each other; the one that closes such a ring gets an {@link IllegalStateException}.
     *
     * @param <P>    type of the proxy.
     * @param <R>    type of the result.
     * @param proxy  a list, map, set or value of this manager, or a service that was made by {@code createGuarded}.
     * @param action gets the object, under the proxy's type.
     * @return what the action returns.
     * @throws IllegalArgumentException if it is no such proxy.
     * @throws java.util.concurrent.CompletionException around a checked exception of the action.
     */
    <P, R extends @Nullable Object> R atomically(P proxy, RemoteFunction<? super P, ? extends R> action);

    /** {@return a new lock} */
    SharedLock lock();

    /**
     * The lock with a name; a new one if there is none.
     *
     * @param name of it.
     * @return a handle of it.
     * @throws IllegalArgumentException if something else has that name.
     */
    SharedLock lock(String name);

    /**
     * A new semaphore.
     *
     * @param permits that it has at first.
     * @return a handle of it.
     */
    SharedSemaphore semaphore(int permits);

    /**
     * The semaphore with a name; a new one if there is none.
     *
     * @param name    of it.
     * @param permits that it has at first, if it is new.
     * @return a handle of it.
     * @throws IllegalArgumentException if something else has that name.
     */
    SharedSemaphore semaphore(String name, int permits);

    /** {@return a new event, not set} */
    SharedEvent event();

    /**
     * The event with a name; a new one if there is none.
     *
     * @param name of it.
     * @return a handle of it.
     * @throws IllegalArgumentException if something else has that name.
     */
    SharedEvent event(String name);

    /**
     * A new barrier.
     *
     * @param parties that meet at it.
     * @return a handle of it.
     */
    SharedBarrier barrier(int parties);

    /**
     * The barrier with a name; a new one if there is none.
     *
     * @param name    of it.
     * @param parties that meet at it, if it is new.
     * @return a handle of it.
     * @throws IllegalArgumentException if something else has that name.
     */
    SharedBarrier barrier(String name, int parties);

    /**
     * A new queue of 1 MiB.
     *
     * @param <E>  type of the items.
     * @param type of the items.
     * @return a handle of it.
     */
    <E> SharedQueue<E> queue(Class<E> type);

    /**
     * The queue with a name; a new one if there is none.
     *
     * @param <E>  type of the items.
     * @param name of it.
     * @param type of the items.
     * @return a handle of it.
     * @throws IllegalArgumentException if something else has that name.
     */
    <E> SharedQueue<E> queue(String name, Class<E> type);

    /**
     * A new array.
     *
     * @param elements copied to it.
     * @return a handle of it.
     */
    SharedIntArray array(int... elements);

    /**
     * A new array.
     *
     * @param elements copied to it.
     * @return a handle of it.
     */
    SharedLongArray array(long... elements);

    /**
     * A new array.
     *
     * @param elements copied to it.
     * @return a handle of it.
     */
    SharedDoubleArray array(double... elements);

    /**
     * The shared object of any kind with a name; a new one if there is none. For those that have no method here, and for options.
     *
     * @param <T>     type of its handles.
     * @param name    of it, in this manager.
     * @param type    of its handles, such as {@code SharedRecord.class}.
     * @param factory makes it, in the server, if there is none: without a name of its own.
     * @return a handle of it.
     * @throws IllegalArgumentException if something else has that name.
     */
    <T extends SharedObject> T share(String name, Class<T> type, RemoteCallable<? extends T> factory);

    /**
     * Takes a name from an object, which then lives on as one that has none.
     *
     * @param name of it.
     * @return false if nothing has that name.
     */
    boolean remove(String name);

    /** {@return what the server has just now} */
    ManagerStats stats();

    /**
     * Ends the server, if this process has started it: calls that run are finished, for at most five seconds, and all objects are gone. Elsewhere, lets
     * go of this handle; its proxies work on.
     */
    @Override
    void close();

    /** Options of a manager. For one thread. */
    interface Builder {
        /**
         * The name by which it is found. Default: one that is made up, by which nobody finds it.
         *
         * @param name as {@link SharedObject.Builder#name} has it.
         * @return this.
         */
        Builder name(String name);

        /**
         * The domain it lives in. Default: the current one.
         *
         * @param domain any.
         * @return this.
         */
        Builder domain(Domain domain);

        /**
         * More JVM options for the server, such as {@code -Xmx1g}.
         *
         * @param options one argument each.
         * @return this.
         */
        Builder jvmOptions(String... options);

        /**
         * How many calls are executed at the same time at most. Default 64.
         *
         * @param most 2 or more.
         * @return this.
         * @throws IllegalArgumentException if there are fewer.
         */
        Builder maxThreads(int most);

        /**
         * What may arrive, in the server and in every client. Default: what {@code tandem.serialFilter} says there, else anything.
         *
         * @param pattern as {@code jdk.serialFilter} has it, such as {@code "com.example.*;java.base/*;!*"}.
         * @return this.
         * @throws IllegalArgumentException if it isn't one.
         */
        Builder serialFilter(String pattern);

        /**
         * Starts another server when one dies. What it held is gone but for {@linkplain #snapshots snapshots}, and all proxies of it stay dead, in every
         * process. This handle gives out new ones, as soon as there is a server: until then, its calls throw {@link ManagerDiedException}. Other
         * processes have to {@linkplain Manager#connect connect} again. Not started again are one that was closed, and one of which six in a row have
         * lived for less than 2 s each or couldn't be started, which is logged. Locks, queues and the like that are asked for by a name are new ones in the
         * new server, while those go on who have the old ones: let what must outlive servers have a name of its own ({@code
         * SharedLock.builder().name(...)}). Default false.
         *
         * @param restart whether to.
         * @return this.
         */
        Builder restart(boolean restart);

        /**
         * Writes the lists, maps, sets and values that have names, with all those that they hold, to a file now and then, and when the manager ends, and
         * has them back when a server starts. What was changed since the last time is lost when a server dies. Default: none.
         *
         * <p><b>What is kept.</b> Services and shared objects that have names are left out. While such an object, or a proxy of another manager, is held
         * by what is to be kept, or something that isn't serializable, nothing is written, the file stays as it was, and a warning of the server
         * says why, once.
         *
         * <p><b>When.</b> Each object is written as it is between two calls of it, which wait meanwhile; several objects aren't of one instant: a change of
         * two of them may be there by half. Nothing is written while nothing is called. A call that has an object for longer than 10 s (1 s at the
         * end) puts the snapshot off.
         *
         * <p><b>The file</b> is replaced as a whole: whoever dies, or whatever fails, leaves the one before or the new one. Only its owner may read it. It
         * is for one manager at a time, and for classes whose serialized form hasn't changed; it is read behind {@link #serialFilter}. If there is
         * none, an empty one is written at the start. If another manager still has it after 3 s, or if it is damaged, from a newer version of
         * Tandem, or something else, {@link #start} throws, and leaves it alone. A file that was moved into its place while the manager runs isn't
         * replaced either, with a warning; to go back to an old one, close the manager first.
         *
         * @param file  to write, readable and writable, in a directory that exists, of a file system with locks and hard links; not a symbolic link.
         * @param every between the end of one and the begin of the next; more than zero.
         * @return this.
         * @throws IllegalArgumentException if the path has no file name, or the time isn't more than zero.
         */
        Builder snapshots(Path file, Duration every);

        /**
         * Starts the server. With a name, or snapshots, waits until it has them.
         *
         * @return its manager.
         * @throws io.tandem.segment.ObjectExistsException if a manager of that name runs.
         * @throws io.tandem.TandemException               if it can't be started, or its snapshot can't be read or written.
         */
        Manager start();
    }
}
