package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** One lock and one condition, as two users see them: by two handles, that is two mappings, by one, or as the JDK's own, the yardstick. */
interface LockUnderTest extends AutoCloseable {
    Lock first();

    Lock second();

    Condition firstCondition();

    Condition secondCondition();

    /** How often the current thread holds it. */
    int holdCount();

    @Override
    void close();

    /** The ways there are. */
    enum Variant {
        JDK,
        ONE_HANDLE,
        TWO_HANDLES,
        TWO_SLEEPING;

        LockUnderTest open(final Domain domain) {
            return switch (this) {
                case JDK -> new Jdk();
                case ONE_HANDLE -> {
                    final SharedLock lock = SharedLock.builder().domain(domain).create();
                    yield new Shared(lock, lock, domain);
                }
                case TWO_HANDLES -> two(domain, WaitPolicy.SPIN_THEN_SLEEP);
                case TWO_SLEEPING -> two(domain, WaitPolicy.SLEEP);
            };
        }

        private static LockUnderTest two(final Domain domain, final WaitPolicy policy) {
            final SharedLock.Builder builder =
                    SharedLock.builder().domain(domain).name("lock").waitPolicy(policy);
            return new Shared(builder.create(), builder.open(), domain);
        }
    }

    final class Jdk implements LockUnderTest {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition condition = lock.newCondition();

        @Override
        public Lock first() {
            return lock;
        }

        @Override
        public Lock second() {
            return lock;
        }

        @Override
        public Condition firstCondition() {
            return condition;
        }

        @Override
        public Condition secondCondition() {
            return condition;
        }

        @Override
        public int holdCount() {
            return lock.getHoldCount();
        }

        @Override
        public void close() {}
    }

    record Shared(SharedLock first, SharedLock second, Domain domain) implements LockUnderTest {
        @Override
        public Condition firstCondition() {
            return first.condition("changed");
        }

        @Override
        public Condition secondCondition() {
            return second.condition("changed");
        }

        @Override
        public int holdCount() {
            return second.holdCount();
        }

        @Override
        public void close() {
            first.close();
            second.close();
            SharedLock.delete(domain, "lock");
        }
    }
}
