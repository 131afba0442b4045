package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.Domain;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.NameRules;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.sync.LockOwner;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.SharedLock;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a server is found by its name: a lock of that name, which the server holds for as long as it lives, so that there is one at most and its
 * death shows; and a queue, into which whoever looks for the server puts another one for the answer.
 */
final class Door {
    private static final System.Logger LOGGER = System.getLogger(Door.class.getName());
    private static final String QUEUE_SUFFIX = ".manager";
    private static final int CAPACITY = 1 << 14;
    private static final long LOOK_MILLIS = 50;
    /** Who only looks, or cleans up, has the lock for less. */
    private static final long PASSING_MILLIS = 500;

    private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Server server;
    private final SharedLock held;
    /** Of queues for {@link ManagerAddress}es. */
    private final SharedQueue<Object> requests;

    private Door(final Server server, final SharedLock held, final SharedQueue<Object> requests) {
        this.server = server;
        this.held = held;
        this.requests = requests;
    }

    static void checkName(final String name) {
        NameRules.check(name);
        NameRules.check(name + QUEUE_SUFFIX);
    }

    // ---- the server's side

    /** Takes the name, for this thread; refused while another server has it. */
    static Door open(final Server server) throws InterruptedException {
        final Domain domain = server.domain();
        final String name = server.name();
        while (true) {
            final SharedLock lock = lock(domain, name).openOrCreate();
            if (!lock.tryLock(PASSING_MILLIS, TimeUnit.MILLISECONDS)) {
                final String owner = lock.owner().map(LockOwner::process).orElse("another process");
                lock.close();
                throw taken(name, owner);
            }
            if (isNamed(domain, name)) {
                SharedQueue.delete(domain, name + QUEUE_SUFFIX); // of one that died
                return new Door(server, lock, requests(domain, name).create());
            }
            lock.unlock(); // whoever had it before has deleted the name meanwhile
            lock.close();
        }
    }

    /** Whether the lock of a name is the one that this thread holds. */
    private static boolean isNamed(final Domain domain, final String name) {
        try (SharedLock lock = lock(domain, name).open()) {
            return lock.isHeldByCurrentThread();
        } catch (final ObjectNotFoundException e) {
            return false;
        }
    }

    /** Refuses a name that a live server has. */
    static void requireFree(final Domain domain, final String name) throws InterruptedException {
        try (SharedLock lock = lock(domain, name).open()) {
            if (lock.tryLock(PASSING_MILLIS, TimeUnit.MILLISECONDS)) {
                lock.unlock();
            } else {
                throw taken(name, lock.owner().map(LockOwner::process).orElse("another process"));
            }
        } catch (final ObjectNotFoundException e) {
            LOGGER.log(Level.DEBUG, "The name " + name + " is free.", e);
        }
    }

    private static SharedLock.Builder lock(final Domain domain, final String name) {
        return SharedLock.builder().name(name).domain(domain).ownerDeath(OwnerDeath.RELEASE);
    }

    private static SharedQueue.Builder<Object> requests(final Domain domain, final String name) {
        return SharedQueue.builder(Object.class)
                .name(name + QUEUE_SUFFIX)
                .domain(domain)
                .capacityBytes(CAPACITY);
    }

    private static ObjectExistsException taken(final String name, final String owner) {
        return new ObjectExistsException("A manager with the name \"" + name + "\" runs already: " + owner
                + ". Use Manager.connect(\"" + name + "\"), or another name.");
    }

    /** Answers all who have asked so far. */
    @SuppressWarnings("unchecked") // what is put in is of this class alone
    void answer() {
        while (true) {
            try {
                final Object request = requests.poll();
                if (request == null) {
                    return;
                }
                if (request instanceof SharedQueue<?> answers) {
                    try (answers) {
                        ((SharedQueue<Object>) answers).offer(server.address());
                    }
                }
            } catch (final CorruptMessageException e) { // whoever sent it has gone, or is none of ours
                LOGGER.log(Level.WARNING, "Someone who looks for " + server + " can't be answered.", e);
            }
        }
    }

    /** Gives the name up. */
    void close() {
        requests.close();
        SharedQueue.delete(server.domain(), server.name() + QUEUE_SUFFIX);
        SharedLock.delete(server.domain(), server.name());
        held.unlock();
        held.close();
    }

    // ---- the others' side

    /** Removes what a dead server has left, if no other one has the name by now. */
    static void removeRemains(final Domain domain, final String name) {
        try (SharedLock lock = lock(domain, name).open()) {
            if (lock.tryLock()) {
                try {
                    if (isNamed(domain, name)) {
                        SharedQueue.delete(domain, name + QUEUE_SUFFIX);
                        SharedLock.delete(domain, name);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (final ObjectNotFoundException e) {
            LOGGER.log(Level.DEBUG, "Nothing is left of the manager " + name + ".", e);
        }
    }

    /** The live server that has a name. */
    private static Optional<LockOwner> owner(final Domain domain, final String name) {
        try (SharedLock lock = lock(domain, name).open()) {
            return lock.owner().filter(owner -> ProcessRegistry.of(domain).isAlive(owner.processNumber()));
        } catch (final ObjectNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Asks a server who it is. */
    static ManagerAddress find(final Domain domain, final String name) {
        try (SharedQueue<Object> answers = SharedQueue.builder(Object.class)
                .domain(domain)
                .capacityBytes(CAPACITY)
                .create()) {
            int asked = 0;
            long askedAt = System.nanoTime();
            while (true) {
                final LockOwner owner = owner(domain, name)
                        .orElseThrow(() -> new ObjectNotFoundException("No manager with the name \"" + name
                                + "\" runs in " + domain.directory() + ". Start one by Manager.builder().name(\"" + name
                                + "\").start()."));
                // Again, if it may have looked into another queue by then than the one that was there.
                if (asked != owner.processNumber() || System.nanoTime() - askedAt > ASK_AGAIN_NANOS) {
                    asked = ask(domain, name, answers) ? owner.processNumber() : 0;
                    askedAt = System.nanoTime();
                }
                if (answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) instanceof ManagerAddress address) {
                    if (ProcessRegistry.of(domain).isAlive(address.server())) {
                        return address;
                    }
                    address.calls().close();
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "This thread was interrupted while it looked for the manager \"" + name + "\".", e);
        }
    }

    /** Whether the server has a queue by now, and there was room. */
    private static boolean ask(final Domain domain, final String name, final SharedQueue<Object> answers) {
        try (SharedQueue<Object> requests = requests(domain, name).open()) {
            return requests.offer(answers);
        } catch (final ObjectNotFoundException e) {
            LockSupport.parkNanos(LATER_NANOS); // it is just about to make it
            return false;
        }
    }
}
