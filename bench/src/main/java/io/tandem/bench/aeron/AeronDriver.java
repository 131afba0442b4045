package io.tandem.bench.aeron;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tandem.bench.harness.OwnJvm;
import io.tandem.bench.harness.Workplace;
import io.tandem.os.ModuleAccess;
import io.tandem.process.ChildProcess;
import java.io.File;
import java.util.concurrent.CountDownLatch;
import org.agrona.IoUtil;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aeron's media driver. Messages of one machine pass it by, but it moves the publishers' limits and wipes what was read, a
 * thousand times a second: by one thread that sleeps in between, since with two processors the messages need both.
 */
public final class AeronDriver {
    private final String directory;
    private final Runnable end;

    private AeronDriver(final String directory, final Runnable end) {
        this.directory = directory;
        this.end = end;
    }

    /** Where it runs. */
    public enum Place {
        /** In the first of the two JVMs. */
        EMBEDDED,
        /** In a JVM of its own. */
        SEPARATE
    }

    static AeronDriver start(final Workplace workplace, final String directory, final Place place) {
        return workplace.startOnAllCpus(
                () -> new AeronDriver(
                        directory,
                        place == Place.EMBEDDED
                                ? launch(directory)::close
                                : endOf(OwnJvm.start(workplace, "aeron-driver", () -> serve(directory)))),
                AeronDriver::close);
    }

    private static MediaDriver launch(final String directory) {
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .threadingMode(ThreadingMode.SHARED)
                .sharedThreadFactory(AeronDriver::daemon)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                // Touched beforehand: a page that is new costs more than a message.
                .termBufferSparseFile(false));
    }

    private static void serve(final String directory) throws InterruptedException {
        try (MediaDriver driver = launch(directory)) {
            // Until it is killed.
            new CountDownLatch(1).await();
            throw new IllegalStateException("nothing lets " + driver + " go on");
        }
    }

    private static Runnable endOf(final ChildProcess child) {
        return () -> OwnJvm.kill(child);
    }

    static Thread daemon(final Runnable work) {
        final Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends it, and removes its files. May be called more than once. */
    void close() {
        end.run();
        IoUtil.delete(new File(directory), true);
    }
}
