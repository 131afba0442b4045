package io.tandem.process.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Copies what a child writes to one of this process's streams, as it comes, and keeps its tail. */
final class StreamRelay {
    static final int TAIL_BYTES = 8 << 10;

    private static final int BUFFER_BYTES = 8 << 10;
    /** How long nothing may come from the pipe of a dead child before it is taken for drained without its end. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final InputStream pipe;
    private final Supplier<PrintStream> sink;
    private final byte[] tail = new byte[TAIL_BYTES];
    private long copied;
    private boolean started;
    private boolean finished;
    /** A piece was read, and our own stream, which may be slow, hasn't taken it yet. */
    private boolean inHand;

    /**
     * Not started yet.
     *
     * @param pipe closed at its end.
     * @param sink asked for each piece, since a program may replace its streams.
     */
    StreamRelay(final String name, final InputStream pipe, final Supplier<PrintStream> sink) {
        this.name = name;
        this.pipe = pipe;
        this.sink = sink;
    }

    synchronized void start() {
        final Thread thread = new Thread(null, this::run, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        started = true;
    }

    /** For a start that failed: once started, it ends by itself when nobody can write any more. */
    synchronized void close() {
        if (!started) {
            ChildStreams.close(pipe);
        }
    }

    private void run() {
        final byte[] buffer = new byte[BUFFER_BYTES];
        try (pipe) {
            while (true) {
                final int count = pipe.read(buffer);
                if (count < 0) {
                    return;
                }
                inHand();
                final PrintStream stream = sink.get();
                stream.write(buffer, 0, count);
                stream.flush();
                copied(buffer, count);
            }
        } catch (final IOException e) {
            System.getLogger(StreamRelay.class.getName())
                    .log(System.Logger.Level.WARNING, "What a child writes can't be copied any more: " + name, e);
        } finally {
            finish();
        }
    }

    private synchronized void inHand() {
        inHand = true;
    }

    private synchronized void copied(final byte[] buffer, final int count) {
        inHand = false;
        for (int i = 0; i < count; i++) {
            tail[(int) ((copied + i) % TAIL_BYTES)] = buffer[i];
        }
        copied += count;
    }

    private synchronized void finish() {
        finished = true;
        notifyAll();
    }

    /**
     * Waits until everything that a dead child wrote has been copied: until the pipe's end, or, where another process
     * holds the pipe still, until nothing has come for a while.
     *
     * @param limitNanos to wait at most, in case our own stream is blocked.
     */
    synchronized void awaitDrained(final long limitNanos) throws InterruptedException {
        final long start = System.nanoTime();
        long lastCopied = -1;
        long lastProgress = start;
        while (!finished) {
            final long now = System.nanoTime();
            if (copied != lastCopied || inHand || hasMore()) {
                lastCopied = copied;
                lastProgress = now;
            }
            if (now - lastProgress >= QUIET_NANOS || now - start >= limitNanos) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, QUIET_NANOS / 4);
        }
    }

    private boolean hasMore() {
        try {
            return pipe.available() > 0;
        } catch (final IOException e) {
            return false; // closed at its end just now
        }
    }

    /** {@return the last of what was copied, from the beginning of a line where there is one} */
    synchronized String tail() {
        final int length = (int) Math.min(copied, TAIL_BYTES);
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = tail[(int) ((copied - length + i) % TAIL_BYTES)];
        }
        final String text = new String(bytes, Charset.defaultCharset());
        final int firstLine = copied > TAIL_BYTES ? text.indexOf('\n') + 1 : 0;
        return text.substring(firstLine);
    }
}
