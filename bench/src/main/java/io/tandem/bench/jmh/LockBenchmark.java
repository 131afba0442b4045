package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A lock that nobody else wants: acquired, a number counted on, let go. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up first
public class LockBenchmark extends OneJvm {
    private static final long BODY = 4096;

    private final ReentrantLock inHeap = new ReentrantLock();
    private Cleanup cleanup;
    private Segment segment;
    private RobustLock shared;
    private long count;

    /** Makes a lock in shared memory, as a queue has it. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        cleanup = Cleanup.begin(Cpus.any());
        // Of all kinds, one whose body is plain memory.
        segment = Segment.create(
                cleanup.workplace().domain(),
                new SegmentSpec(ObjectKind.PAYLOAD, null, BODY, Map.of(), false, Set.of(), created -> {}));
        shared = RobustLock.in(segment, 0, WaitPolicy.SPIN_THEN_SLEEP);
    }

    /** Lets go of it. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        segment.close();
        cleanup.close();
    }

    /** Tandem's lock word in shared memory, which outlives its owner's death. */
    @Benchmark
    public long robustLock() {
        final int result = shared.lock();
        if (result != RobustLock.ACQUIRED) {
            throw new BenchException("lock() gave " + result + " where nobody else is");
        }
        final long counted = ++count;
        shared.unlock();
        return counted;
    }

    /** The JDK's, between threads. */
    @Benchmark
    public long reentrantLock() {
        inHeap.lock();
        try {
            return ++count;
        } finally {
            inHeap.unlock();
        }
    }
}
