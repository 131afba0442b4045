package io.tandem.testing;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLatch;
import io.tandem.sync.SharedLock;
import io.tandem.sync.SharedReadWriteLock;
import io.tandem.sync.SharedSemaphore;
import io.tandem.value.SharedBoolean;
import io.tandem.value.SharedBooleanArray;
import io.tandem.value.SharedByte;
import io.tandem.value.SharedByteArray;
import io.tandem.value.SharedChar;
import io.tandem.value.SharedCharArray;
import io.tandem.value.SharedDouble;
import io.tandem.value.SharedDoubleArray;
import io.tandem.value.SharedFloat;
import io.tandem.value.SharedFloatArray;
import io.tandem.value.SharedInt;
import io.tandem.value.SharedIntArray;
import io.tandem.value.SharedList;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import io.tandem.value.SharedMemory;
import io.tandem.value.SharedRecord;
import io.tandem.value.SharedRecordArray;
import io.tandem.value.SharedShort;
import io.tandem.value.SharedShortArray;
import io.tandem.value.SharedValues;
import java.util.function.Function;

/** Each class of synchronizers and values, and a call or two of it; a constant loads the class of no other. */
public enum EverySharedObject {
    LOCK(domain -> SharedLock.builder().domain(domain).create(), lock -> {
        lock.lock();
        lock.condition("changed").signal();
        lock.unlock();
    }),
    READ_WRITE_LOCK(domain -> SharedReadWriteLock.builder().domain(domain).create(), lock -> {
        lock.readLock().lock();
        lock.readLock().unlock();
        lock.writeLock().lock();
        lock.writeLock().unlock();
    }),
    SEMAPHORE(domain -> SharedSemaphore.builder(1).domain(domain).create(), semaphore -> {
        semaphore.acquire();
        must(!semaphore.tryAcquire());
        semaphore.release();
    }),
    EVENT(domain -> SharedEvent.builder().domain(domain).create(), event -> {
        event.set();
        event.await();
    }),
    LATCH(domain -> SharedLatch.builder(1).domain(domain).create(), latch -> {
        latch.countDown();
        latch.await();
    }),
    BARRIER(domain -> SharedBarrier.builder(1).domain(domain).create(), barrier -> must(barrier.await() == 0)),
    VALUES(domain -> SharedValues.builder(2).domain(domain).create(), values -> {
        values.withLock(() -> values.longAt(0).set(7));
        must(values.longAt(0).get() == 7);
    }),
    MEMORY(domain -> SharedMemory.builder(100).domain(domain).create(), memory -> {
        memory.fill(0, 100, (byte) 7);
        must(memory.getByte(99) == 7);
    }),
    RECORD(
            domain -> SharedRecord.builder(Pair.class)
                    .domain(domain)
                    .initialValue(new Pair(1, 2))
                    .create(),
            record -> {
                record.set(new Pair(3, 4));
                must(record.get().equals(new Pair(3, 4)));
            }),
    RECORD_ARRAY(
            domain -> SharedRecordArray.builder(Pair.class, 3)
                    .domain(domain)
                    .initialValue(new Pair(1, 2))
                    .create(),
            array -> {
                array.set(2, new Pair(3, 4));
                must(array.get(2).equals(new Pair(3, 4)));
            }),
    LIST(domain -> SharedList.builder(3).domain(domain).create(), list -> {
        list.set(2, "text");
        must("text".equals(list.get(2)));
    }),
    LONG(domain -> SharedLong.builder().domain(domain).create(), value -> must(value.incrementAndGet() > 0)),
    INT(domain -> SharedInt.builder().domain(domain).create(), value -> must(value.incrementAndGet() > 0)),
    SHORT(domain -> SharedShort.builder().domain(domain).create(), value -> must(value.incrementAndGet() > 0)),
    BYTE(domain -> SharedByte.builder().domain(domain).create(), value -> must(value.incrementAndGet() > 0)),
    CHAR(domain -> SharedChar.builder().domain(domain).create(), value -> must(value.incrementAndGet() > 0)),
    DOUBLE(domain -> SharedDouble.builder().domain(domain).create(), value -> must(value.addAndGet(1) > 0)),
    FLOAT(domain -> SharedFloat.builder().domain(domain).create(), value -> must(value.addAndGet(1) > 0)),
    BOOLEAN(domain -> SharedBoolean.builder().domain(domain).create(), value -> {
        value.set(true);
        must(value.get());
    }),
    LONG_ARRAY(domain -> SharedLongArray.builder(3).domain(domain).create(), array -> {
        array.withLock(() -> array.set(2, 7));
        must(array.get(2) == 7);
    }),
    INT_ARRAY(domain -> SharedIntArray.builder(3).domain(domain).create(), array -> {
        array.set(2, 7);
        must(array.get(2) == 7);
    }),
    SHORT_ARRAY(domain -> SharedShortArray.builder(3).domain(domain).create(), array -> {
        array.set(2, (short) 7);
        must(array.get(2) == 7);
    }),
    BYTE_ARRAY(domain -> SharedByteArray.builder(3).domain(domain).create(), array -> {
        array.set(2, (byte) 7);
        must(array.get(2) == 7);
    }),
    CHAR_ARRAY(domain -> SharedCharArray.builder(3).domain(domain).create(), array -> {
        array.set(2, 'x');
        must(array.get(2) == 'x');
    }),
    DOUBLE_ARRAY(domain -> SharedDoubleArray.builder(3).domain(domain).create(), array -> {
        array.set(2, 7);
        must(array.get(2) == 7);
    }),
    FLOAT_ARRAY(domain -> SharedFloatArray.builder(3).domain(domain).create(), array -> {
        array.set(2, 7);
        must(array.get(2) == 7);
    }),
    BOOLEAN_ARRAY(domain -> SharedBooleanArray.builder(3).domain(domain).create(), array -> {
        array.set(2, true);
        must(array.get(2));
    });

    private final Function<Domain, Opened> opener;

    <T extends SharedObject> EverySharedObject(final Function<Domain, T> creator, final Use<T> use) {
        opener = domain -> {
            final T object = creator.apply(domain);
            return new Opened(object, () -> use.with(object));
        };
    }

    /** Makes one without a name. */
    public Opened create(final Domain domain) {
        return opener.apply(domain);
    }

    private static void must(final boolean condition) {
        if (!condition) {
            throw new AssertionError("It isn't what it was set to.");
        }
    }

    /** What records hold here. */
    public record Pair(long first, long second) {}

    private interface Use<T> {
        void with(T object) throws Exception;
    }

    /** A call or two. */
    public interface Calls {
        void make() throws Exception;
    }

    /** One that is open, and how to use it. */
    public record Opened(SharedObject object, Calls calls) implements AutoCloseable {
        public void use() throws Exception {
            calls.make();
        }

        @Override
        public void close() {
            object.close();
        }
    }
}
