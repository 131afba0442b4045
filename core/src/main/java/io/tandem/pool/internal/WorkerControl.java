package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.CorruptMessageException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker's second thread, for what must not wait until a task is over. While chunks are run, it looks now and then and tells what
 * they have done, lest results wait for an item that takes its time.
 */
final class WorkerControl implements Runnable {
    private static final System.Logger LOGGER = System.getLogger(WorkerControl.class.getName());
    private static final long LOOK_MILLIS = 20;
    /** So many looks without a chunk, and it sleeps until the next one. */
    private static final int LOOKS = 50;

    private final SharedQueue<Frame> control;
    private final RunningTask running;
    private final WorkerAnswers answers;
    private final ChunkResults chunk;
    private final NestedDispatcher nested;
    private volatile int looks;

    WorkerControl(
            final SharedQueue<Frame> control,
            final RunningTask running,
            final WorkerAnswers answers,
            final ChunkResults chunk,
            final NestedDispatcher nested) {
        this.control = control;
        this.running = running;
        this.answers = answers;
        this.chunk = chunk;
        this.nested = nested;
    }

    void start() {
        final Thread thread = new Thread(this, "tandem-worker-control");
        thread.setDaemon(true);
        thread.start();
    }

    /** A chunk begins. */
    void watch() {
        if (looks == 0) {
            looks = LOOKS;
            control.offer(new Frame(FrameDescriptor.WATCH)); // if it is full, it will look anyway
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                look();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread()
                    .interrupt(); // by a task, for reasons of its own: the pool kills whom it can't interrupt
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // a look more or less is no matter
    private void look() throws InterruptedException {
        try {
            final Frame frame = looks == 0 ? control.take() : control.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (frame != null) {
                handle(frame);
            } else if (chunk.isOpen()) {
                looks = LOOKS;
                chunk.flush();
            } else {
                looks = Math.max(0, looks - 1);
            }
        } catch (final CorruptMessageException e) { // of one message alone
            LOGGER.log(System.Logger.Level.WARNING, "A message of the pool can't be read.", e);
        }
    }

    private void handle(final Frame frame) throws InterruptedException {
        switch (frame.kind) {
            case FrameDescriptor.CANCEL -> running.interrupt(frame.task);
            case FrameDescriptor.DUMP ->
                answers.put(Frame.of(FrameDescriptor.DUMPED, 0, frame.task).value(dump()));
            case FrameDescriptor.DONE, FrameDescriptor.PART, FrameDescriptor.FAILED, FrameDescriptor.PART_FAILED ->
                nested.answered(frame);
            default -> {
                // WATCH: it has begun to look
            }
        }
    }

    private static String dump() {
        final StringBuilder text = new StringBuilder();
        for (final Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            final Thread thread = entry.getKey();
            text.append('"').append(thread.getName()).append("\" ").append(thread.getState());
            for (final StackTraceElement frame : entry.getValue()) {
                text.append("\n    at ").append(frame);
            }
            text.append("\n\n");
        }
        return text.toString();
    }
}
