package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A synchronizer, of the JDK or shared, that takes orders of one line each, and answers in words; so both can be compared. */
interface Subject extends AutoCloseable {
    String BARRIER = "barrier";
    String LATCH = "latch";
    String EVENT = "event";

    /** Does as it is told; exceptions are answers. */
    default String call(final String order) {
        final String[] words = order.split(" ", -1);
        try {
            return call(words[0], words.length > 1 ? Long.parseLong(words[1]) : -1);
        } catch (final InterruptedException e) {
            return "interrupted";
        } catch (final TimeoutException e) {
            return "time-out";
        } catch (final BrokenSharedBarrierException e) {
            return "broken " + e.reason() + ": " + e.getMessage();
        } catch (final BrokenBarrierException e) {
            return "broken";
        } catch (final Exception e) {
            return e.toString();
        }
    }

    String call(String order, long number) throws Exception;

    @Override
    void close();

    /** A shared one with a name, opened or created. */
    static Subject open(final Domain domain, final String kind, final int number, final WaitPolicy policy) {
        return switch (kind) {
            case BARRIER ->
                of(SharedBarrier.builder(number)
                        .domain(domain)
                        .name(kind)
                        .waitPolicy(policy)
                        .openOrCreate());
            case LATCH ->
                of(SharedLatch.builder(number)
                        .domain(domain)
                        .name(kind)
                        .waitPolicy(policy)
                        .openOrCreate());
            case EVENT ->
                of(SharedEvent.builder()
                        .domain(domain)
                        .name(kind)
                        .waitPolicy(policy)
                        .openOrCreate());
            default -> throw new IllegalArgumentException(kind);
        };
    }

    static void delete(final Domain domain, final String kind) {
        switch (kind) {
            case BARRIER -> SharedBarrier.delete(domain, kind);
            case LATCH -> SharedLatch.delete(domain, kind);
            case EVENT -> SharedEvent.delete(domain, kind);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    static Subject jdk(final String kind, final int number) {
        return kind.equals(BARRIER) ? of(new CyclicBarrier(number)) : of(new CountDownLatch(number));
    }

    static Subject of(final CyclicBarrier barrier) {
        return new Subject() {
            @Override
            public String call(final String order, final long number) throws Exception {
                return switch (order) {
                    case "await" -> "" + (number < 0 ? barrier.await() : barrier.await(number, TimeUnit.MILLISECONDS));
                    case "rounds" -> {
                        long sum = 0;
                        for (int i = 0; i < number; i++) {
                            sum += barrier.await();
                        }
                        yield "" + sum;
                    }
                    case "waiting" -> "" + barrier.getNumberWaiting();
                    case "broken" -> "" + barrier.isBroken();
                    case "reset" -> {
                        barrier.reset();
                        yield "done";
                    }
                    default -> throw new IllegalArgumentException(order);
                };
            }

            @Override
            public void close() {}
        };
    }

    static Subject of(final SharedBarrier barrier) {
        return new Subject() {
            @Override
            public String call(final String order, final long number) throws Exception {
                return switch (order) {
                    case "await" -> "" + (number < 0 ? barrier.await() : barrier.await(number, TimeUnit.MILLISECONDS));
                    case "rounds" -> {
                        long sum = 0;
                        for (int i = 0; i < number; i++) {
                            sum += barrier.await();
                        }
                        yield "" + sum;
                    }
                    case "waiting" -> "" + barrier.numberWaiting();
                    case "broken" -> "" + barrier.isBroken();
                    case "reset" -> {
                        barrier.reset();
                        yield "done";
                    }
                    default -> throw new IllegalArgumentException(order);
                };
            }

            @Override
            public void close() {
                barrier.close();
            }
        };
    }

    static Subject of(final CountDownLatch latch) {
        return new Subject() {
            @Override
            public String call(final String order, final long number) throws Exception {
                return switch (order) {
                    case "await" -> "" + latch.await(number < 0 ? 60_000 : number, TimeUnit.MILLISECONDS);
                    case "count" -> "" + latch.getCount();
                    case "down" -> {
                        for (int i = 0; i < Math.max(1, number); i++) {
                            latch.countDown();
                        }
                        yield "done";
                    }
                    default -> throw new IllegalArgumentException(order);
                };
            }

            @Override
            public void close() {}
        };
    }

    static Subject of(final SharedLatch latch) {
        return new Subject() {
            @Override
            public String call(final String order, final long number) throws Exception {
                return switch (order) {
                    case "await" -> "" + latch.await(number < 0 ? 60_000 : number, TimeUnit.MILLISECONDS);
                    case "count" -> "" + latch.count();
                    case "down" -> {
                        if (number < 0) {
                            latch.countDown();
                        } else {
                            latch.countDown(number);
                        }
                        yield "done";
                    }
                    default -> throw new IllegalArgumentException(order);
                };
            }

            @Override
            public void close() {
                latch.close();
            }
        };
    }

    static Subject of(final SharedEvent event) {
        return new Subject() {
            @Override
            public String call(final String order, final long number) throws Exception {
                return switch (order) {
                    case "await" -> "" + event.await(number < 0 ? 60_000 : number, TimeUnit.MILLISECONDS);
                    case "isSet" -> "" + event.isSet();
                    case "set" -> {
                        event.set();
                        yield "done";
                    }
                    case "clear" -> {
                        event.clear();
                        yield "done";
                    }
                    default -> throw new IllegalArgumentException(order);
                };
            }

            @Override
            public void close() {
                event.close();
            }
        };
    }
}
