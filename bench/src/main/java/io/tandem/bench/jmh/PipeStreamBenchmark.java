package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.channel.Connection;
import io.tandem.channel.PeerClosedException;
import io.tandem.channel.PeerDiedException;
import io.tandem.channel.RawConnection;
import io.tandem.channel.SharedPipe;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.BenchmarkParams;

/** One thread sends numbers through a pipe of 64 KiB, and one of another JVM receives them. */
@Threads(1)
public class PipeStreamBenchmark extends TwoJvms {
    /** {@code send} of a {@code Long}, and {@code receive}. */
    @Benchmark
    public void send(final Typed trial) {
        trial.send();
    }

    /** {@code send} of a {@code long} without a box, and {@code receive} likewise. */
    @Benchmark
    public void sendLong(final Unboxed trial) {
        trial.send();
    }

    /** Eight bytes claimed, filled and committed, and polled. */
    @Benchmark
    public void claimCommit(final Raw trial) {
        trial.send();
    }

    /** The pipe, and the JVM that receives. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets up first
    public abstract static class Trial {
        final Numbers numbers = new Numbers();
        Connection<Long, Long> connection;
        PeerJvm peer;
        private Cleanup cleanup;
        private SharedPipe<Long, Long> pipe;

        /** Starts the peer. */
        @Setup(Level.Trial)
        public void setUp(final BenchmarkParams params) throws IOException, InterruptedException {
            if (params.getThreads() != 1) {
                throw new BenchException("a pipe has one thread that sends; run it without -t " + params.getThreads());
            }
            open();
        }

        final void open() throws IOException, InterruptedException {
            cleanup = Cleanup.begin(Cpus.any());
            numbers.begin(0);
            final Domain domain = cleanup.workplace().domain();
            pipe = SharedPipe.builder(Long.class, Long.class).domain(domain).create();
            connection = pipe.first();
            peer = cleanup.watch(PeerJvm.start(domain, answers -> receiving(pipe, answers, receiver()), () -> {}));
            peer.awaitReady(numbers::count);
        }

        private static RemoteRunnable receiving(
                final SharedPipe<Long, Long> pipe, final SharedQueue<Tally> answers, final Receiver receiver) {
            return () -> {
                try (Connection<Long, Long> connection = pipe.second()) {
                    answers.put(Tally.NONE);
                    answers.put(receiver.untilEnd(connection));
                }
            };
        }

        abstract void send();

        /** What the other JVM does. */
        abstract Receiver receiver();

        /** Checks that all came, and ends the peer. */
        @TearDown(Level.Trial)
        public void tearDown() throws IOException, InterruptedException {
            try {
                connection.close();
                peer.awaitEnd().requireAll(numbers.tally());
            } finally {
                peer.close();
                pipe.close();
                cleanup.close();
            }
        }
    }

    /** With boxes. */
    public static class Typed extends Trial {
        @Override
        Receiver receiver() {
            return Receiver::typed;
        }

        @Override
        final void send() {
            try {
                connection.send(numbers.next());
            } catch (final PeerDiedException | PeerClosedException | InterruptedException e) {
                throw peer.failed(e);
            }
        }
    }

    /** Without boxes. */
    public static class Unboxed extends Trial {
        @Override
        Receiver receiver() {
            return Receiver::unboxed;
        }

        @Override
        final void send() {
            try {
                connection.longs().send(numbers.next());
            } catch (final PeerDiedException | PeerClosedException | InterruptedException e) {
                throw peer.failed(e);
            }
        }
    }

    /** Without types. */
    public static class Raw extends Trial {
        private final Patience patience = new Patience();

        @Override
        Receiver receiver() {
            return Receiver::raw;
        }

        @Override
        final void send() {
            final RawConnection raw = connection.raw();
            long claim = raw.tryClaim(Long.BYTES);
            while (claim < 0) {
                if (claim != RawConnection.BACK_PRESSURED) {
                    throw peer.failed(new BenchException("tryClaim gave " + claim));
                }
                patience.idle();
                claim = raw.tryClaim(Long.BYTES);
            }
            raw.buffer().putLong((int) claim, numbers.next());
            raw.commit(claim);
        }
    }
}
