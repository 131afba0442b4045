package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One way to the server and back, for one call at a time: requests go into the queue that all share, the answer comes by a queue of its own. */
final class Line {
    /** An answer of more than an eighth of it travels beside it. */
    private static final int CAPACITY = 1 << 16;

    /** Between two looks at whether the server lives. */
    private static final long LOOK_MILLIS = 50;

    private final ServerLink link;
    private final SharedQueue<Call> answers;
    private final Call request = new Call();

    /** Opens it; returns when the server knows of it. */
    Line(final ServerLink link, final long id) {
        this.link = link;
        answers = SharedQueue.builder(Call.class)
                .codec(new CallCodec.Source(link.filter()))
                .capacityBytes(CAPACITY)
                .domain(link.domain())
                .create();
        request.line = id;
        boolean open = false;
        try {
            final Call welcome = exchange(CallDescriptor.HELLO, 0, 0, false, answers);
            link.welcome((Integer) Objects.requireNonNull(Answers.result(welcome, link)));
            open = true;
        } finally {
            if (!open) {
                answers.close();
            }
        }
    }

    /**
     * Sends a call, and waits for its answer, whatever interrupts it; an interrupt is passed on, if the call says so, and kept.
     *
     * @throws io.tandem.segment.NotTransferableException if an argument can't travel; nothing was sent.
     */
    Call exchange(
            final long object, final int operation, final boolean interruptibly, final @Nullable Object[] arguments) {
        return exchange(CallDescriptor.CALL, object, operation, interruptibly, arguments);
    }

    private Call exchange(
            final byte kind,
            final long object,
            final int operation,
            final boolean interruptibly,
            final @Nullable Object... arguments) {
        request.kind = kind;
        request.object = object;
        request.operation = operation;
        request.number++;
        request.values = arguments;
        boolean interrupted = false;
        try {
            interrupted = send();
            while (true) {
                final Call answer;
                try {
                    answer = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (final InterruptedException e) {
                    interrupted = true;
                    continue;
                } finally {
                    if (interrupted
                            && interruptibly) { // told until there is an answer: it may come before the call was begun
                        link.tell(Call.of(CallDescriptor.INTERRUPT, request.line, request.number));
                    }
                }
                if (answer == null) {
                    link.requireAlive();
                } else if (answer.number == request.number) {
                    return answer;
                }
            }
        } catch (final IllegalStateException e) {
            throw link.closedMeanwhile(e);
        } finally {
            request.clear();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it was interrupted meanwhile. */
    private boolean send() {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                if (link.offer(request, LOOK_MILLIS)) {
                    return interrupted;
                }
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
    }

    void close() {
        answers.close();
    }
}
