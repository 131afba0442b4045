package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the typed layer adds to the raw one: a value into memory, and out of it again. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up first
public class CodecBenchmark extends OneJvm {
    private static final long SOME_CHANNEL = 1;
    private static final int ROOM = 1 << 16;

    /** What is encoded. */
    @Param
    public Value value;

    private final UnsafeBuffer encoded = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM));
    private final UnsafeBuffer target = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM));
    private Cleanup cleanup;
    private Object object;
    private MessageCodec<Object> codec;
    private Transfer transfer;
    private Arrival arrival;
    private int length;

    /** Makes a value and its codec, and checks that what is read is what was written. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        cleanup = Cleanup.begin(Cpus.any());
        transfer = Transfer.intoChannel(cleanup.workplace().domain(), SOME_CHANNEL);
        arrival = new Arrival(cleanup.workplace().domain(), SOME_CHANNEL);
        object = value.make();
        codec = codec(object.getClass());
        length = codec.prepare(object, transfer);
        codec.write(object, encoded, 0);
        final Object back = decode();
        if (!Objects.deepEquals(back, object)) {
            throw new BenchException(back + " was read where " + object + " was written");
        }
    }

    @SuppressWarnings("unchecked") // a codec of exactly the object's class
    private static MessageCodec<Object> codec(final Class<?> type) {
        return Codecs.create((Class<Object>) type, null);
    }

    /** Lets go of the domain. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        cleanup.close();
    }

    /** A value into memory, as a send does it once there is room. */
    @Benchmark
    public int encode() {
        final int bytes = codec.prepare(object, transfer);
        codec.write(object, target, 0);
        return bytes;
    }

    /** A new object from memory. */
    @Benchmark
    public Object decode() {
        return codec.read(encoded, 0, length, arrival);
    }
}
