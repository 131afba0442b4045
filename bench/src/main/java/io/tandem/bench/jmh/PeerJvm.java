package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.channel.QueueClosedException;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import io.tandem.process.ProcessFailedException;
import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The other JVM of a trial, with the flags of this one. It says by an empty tally that it is ready, and by another one at its end
 * what came. It is given some seconds for whatever it is to do, and is killed if it doesn't; its end is told to those who wait
 * for it, so that no trial hangs.
 */
final class PeerJvm implements AutoCloseable {
    private static final int LIMIT_SECONDS = 20;
    private static final long LOOK_MILLIS = 100;

    private final SharedQueue<Tally> answers;
    private final ChildProcess child;
    private final CompletableFuture<?> end;
    private final CountDownLatch watched = new CountDownLatch(1);
    private volatile @Nullable String hang;

    private PeerJvm(final SharedQueue<Tally> answers, final ChildProcess child, final Runnable onEnd) {
        this.answers = answers;
        this.child = child;
        this.end = child.onExit().thenRun(() -> {
            wake(answers::shutdown);
            wake(onEnd);
        });
    }

    private static void wake(final Runnable waiters) {
        try {
            waiters.run();
        } catch (final IllegalStateException e) {
            // Closed already, as when this JVM is told to end; so nobody waits any more.
            return;
        }
    }

    /**
     * Starts one. It ends with this process, however that ends.
     *
     * @param domain of both.
     * @param target what it runs, given where it is to answer.
     * @param onEnd  wakes whoever waits for it in other ways than by its answers.
     */
    static PeerJvm start(
            final Domain domain, final Function<SharedQueue<Tally>, RemoteRunnable> target, final Runnable onEnd) {
        final SharedQueue<Tally> answers =
                SharedQueue.builder(Tally.class).domain(domain).create();
        final ChildProcess child = ChildProcess.builder()
                .name("jmh-peer")
                .domain(domain)
                .daemon(true)
                .start(target.apply(answers));
        return new PeerJvm(answers, child, onEnd);
    }

    /** Waits until it is ready, and from then on kills it when nothing goes on for too long. */
    void awaitReady(final LongSupplier progress) throws InterruptedException {
        awaitReady(progress, LIMIT_SECONDS);
    }

    void awaitReady(final LongSupplier progress, final int limitSeconds) throws InterruptedException {
        answer("ready");
        final Thread watch = new Thread(() -> watch(progress, limitSeconds), "bench-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Waits for what it tells at its end, and for that end. */
    Tally awaitEnd() throws InterruptedException {
        watched.countDown();
        final Tally came = answer("done");
        if (!child.join(Duration.ofSeconds(LIMIT_SECONDS))) {
            throw new BenchException("it told what came and didn't end within " + LIMIT_SECONDS + " s: " + story());
        }
        if (child.exitCode() != 0) {
            throw new BenchException("it told what came and ended badly: " + story());
        }
        return came;
    }

    private Tally answer(final String what) throws InterruptedException {
        final Tally tally;
        try {
            tally = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (final QueueClosedException e) {
            throw new BenchException(what + " was to be told by the peer: " + story(), e);
        }
        if (tally == null) {
            throw new BenchException(what + " was to be told by the peer within " + LIMIT_SECONDS + " s: " + story());
        }
        return tally;
    }

    private void watch(final LongSupplier progress, final int limitSeconds) {
        long seen = progress.getAsLong();
        long since = System.nanoTime();
        try {
            while (!watched.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                final long now = progress.getAsLong();
                if (now != seen) {
                    seen = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(limitSeconds)) {
                    hang = "nothing went through for " + limitSeconds + " s, so it was killed; ";
                    child.kill();
                    return;
                }
            }
        } catch (final InterruptedException e) {
            // Nobody interrupts it but an end of all.
            Thread.currentThread().interrupt();
        }
    }

    /** {@return a failure that tells how the peer is, or how it ended and why} */
    BenchException failed(final Exception cause) {
        return new BenchException("the peer is gone or hangs: " + story(), cause);
    }

    private String story() {
        // Its end may be known to others by an instant earlier.
        awaitKnownEnd();
        final String before = hang == null ? "" : hang;
        if (child.isAlive()) {
            return before + "the peer (pid " + child.pid() + ") runs";
        }
        final int code = child.exitCode();
        return before + "the peer (pid " + child.pid() + ") ended "
                + (code < 0 ? "by signal " + -code : "with exit code " + code)
                + child.failure().map(failure -> ": " + words(failure)).orElse("");
    }

    private static String words(final Throwable failure) {
        return failure instanceof ProcessFailedException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private void awaitKnownEnd() {
        try {
            child.join(Duration.ofSeconds(1));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, if it hasn't ended by itself, and waits for that. */
    @Override
    public void close() {
        watched.countDown();
        child.kill();
        try {
            end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            throw new BenchException("who waits for the peer's end can't be woken: " + e.getCause(), e);
        } catch (final TimeoutException e) {
            throw new BenchException("the peer (pid " + child.pid() + ") was killed, and doesn't end", e);
        } catch (final InterruptedException e) {
            // Killed it is, and as a daemon it doesn't stay.
            Thread.currentThread().interrupt();
        } finally {
            child.close();
            answers.close();
        }
    }
}
