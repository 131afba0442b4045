package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import java.util.Map;

/** A worker's second thread, for what must not wait until a task is over. */
final class WorkerControl implements Runnable {
    private final SharedQueue<Frame> control;
    private final RunningTask running;
    private final WorkerMain.Results results;

    private WorkerControl(
            final SharedQueue<Frame> control, final RunningTask running, final WorkerMain.Results results) {
        this.control = control;
        this.running = running;
        this.results = results;
    }

    static void start(final SharedQueue<Frame> control, final RunningTask running, final WorkerMain.Results results) {
        final Thread thread = new Thread(new WorkerControl(control, running, results), "tandem-worker-control");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                final Frame frame = control.take();
                if (frame.kind == FrameDescriptor.CANCEL) {
                    running.interrupt(frame.task);
                } else if (frame.kind == FrameDescriptor.DUMP) {
                    results.put(Frame.of(FrameDescriptor.DUMPED, 0, frame.task).value(dump()));
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread()
                    .interrupt(); // by a task, for reasons of its own: the pool kills whom it can't interrupt
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
