package io.tandem.bench.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.os.ModuleAccess;
import java.io.File;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One process's end of two streams through a media driver, one each way. The subjects of a family share it, which is what
 * keeps the memory small, and take turns: each reads all that it sent.
 */
public final class AeronLink {
    /** The longest message that can be claimed: what fits into the largest frame. */
    public static final int MOST_BYTES = 65_472;

    /** Length of terms for round trips, in MiB. */
    public static final int ROUND_TRIP_TERMS = 16;

    /**
     * The same for messages one way. A publisher runs half a term ahead of the driver, which sleeps for a millisecond: with
     * 16 MiB, some 7 GB/s would be the end.
     */
    public static final int STREAM_TERMS = 64;

    /** Of a subject: its two halves, and the driver's conductor, whose work is part of what a message costs. */
    static final int THREADS = 3;

    private static final String CHANNEL = "aeron:ipc";
    private static final int FORTH = 1;
    private static final int BACK = 2;
    // Three terms each way, and the driver's own counters; of those for round trips there are two.
    private static final long NEEDED_BYTES = 320L << 20;
    private static final File MEMORY = new File("/dev/shm");
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final String name;
    private final AeronDriver.Place place;
    private final int terms;
    private Halt halt = new Halt();
    private int users;
    private @Nullable AeronDriver driver;
    private @Nullable Aeron client;
    private @Nullable Subscription subscription;
    private @Nullable ExclusivePublication out;
    private @Nullable Image in;

    /**
     * A link, not open yet.
     *
     * @param name  of the driver's directory.
     * @param place where the driver runs.
     * @param terms length of the terms forth, in MiB.
     */
    public AeronLink(final String name, final AeronDriver.Place place, final int terms) {
        this.name = name;
        this.place = place;
        this.terms = terms;
    }

    /** {@return why it can't be measured here, null if it can} */
    public @Nullable String missing() {
        final long usable = MEMORY.getUsableSpace();
        return users == 0 && usable > 0 && usable < NEEDED_BYTES
                ? "Aeron's streams need " + (NEEDED_BYTES >> 20) + " MiB in " + MEMORY + ", where " + (usable >> 20)
                        + " are left"
                : null;
    }

    /** Starts the driver and connects to it, if this is the first subject that opens it. */
    public void openFirst(final Workplace workplace) {
        if (users++ == 0) {
            driver = AeronDriver.start(workplace, directory(workplace), place);
            connect(workplace, FORTH, BACK, terms);
        }
    }

    /** Connects to it, in the other process. */
    public void openSecond(final Workplace workplace) {
        if (users++ == 0) {
            connect(workplace, BACK, FORTH, ROUND_TRIP_TERMS);
        }
    }

    private String directory(final Workplace workplace) {
        return workplace.directory().resolve(name).toString();
    }

    private void connect(final Workplace workplace, final int outStream, final int inStream, final int length) {
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
        halt = workplace.halt();
        client = workplace.startOnAllCpus(
                () -> Aeron.connect(new Aeron.Context()
                        .aeronDirectoryName(directory(workplace))
                        .preTouchMappedMemory(true)
                        .threadFactory(AeronDriver::daemon)),
                // It goes with the process: memory that is still in use must not be unmapped.
                connected -> {});
        out = client.addExclusivePublication(CHANNEL + "?term-length=" + length + "m|mtu=65504", outStream);
        subscription = client.addSubscription(CHANNEL, inStream);
    }

    /** {@return where this process writes} Waits for the other one to listen. */
    public ExclusivePublication out() {
        final ExclusivePublication publication = Opened.of(out);
        while (!publication.isConnected()) {
            pause();
        }
        return publication;
    }

    /** {@return where this process reads} Waits for the other one to write there. */
    public Image in() {
        if (in == null) {
            final Subscription listening = Opened.of(subscription);
            while (listening.imageCount() == 0) {
                pause();
            }
            in = listening.imageAtIndex(0);
        }
        return in;
    }

    private void pause() {
        halt.spin();
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Ends a run in which a claim can never succeed. */
    public static void checkClaim(final long result) {
        if (result != Publication.BACK_PRESSURED && result != Publication.ADMIN_ACTION) {
            throw new BenchException("Aeron's tryClaim gave " + Publication.errorString(result)
                    + ": its driver or the other process is gone");
        }
    }

    /** Ends a run in which nothing more can come. */
    public static void checkImage(final Image image) {
        if (image.isClosed()) {
            throw new BenchException("Aeron's image was closed: its driver or the other process is gone");
        }
    }

    /** Lets go of it, if this is the last subject. */
    public void close() {
        if (--users == 0) {
            in = null;
            out = null;
            subscription = null;
            if (client != null) {
                client.close();
            }
            if (driver != null) {
                driver.close();
            }
        }
    }
}
