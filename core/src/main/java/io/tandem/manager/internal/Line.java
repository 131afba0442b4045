package io.tandem.manager.internal;

import io.tandem.TandemException;
import io.tandem.channel.QueueClosedException;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.internal.Uninterruptibly;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One way to the server and back, for one call at a time: requests go into the queue that all share, the answer comes by a queue of its own. */
final class Line {
    private static final System.Logger LOGGER = System.getLogger(Line.class.getName());
    /** An answer of more than an eighth of it travels beside it. */
    private static final int CAPACITY = 1 << 16;

    /** Between two looks at whether the server lives. */
    private static final long LOOK_MILLIS = 50;

    /** So many looks, and a line asks the server again to open it. */
    private static final int LOOKS_BEFORE_NEXT_HELLO = 100;

    private final ServerLink link;
    private final SharedQueue<Call> answers;
    private final Call request = new Call();
    private boolean broken;

    /** Opens it; returns when the server knows of it. */
    @SuppressWarnings("unchecked") // as the server's answer to a HELLO has it
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
            fill(CallDescriptor.HELLO, 0, link.needsControl() ? 1 : 0, answers);
            final Call welcome = Answers.checked(exchange(), link);
            link.welcome((Integer) Objects.requireNonNull(welcome.values[0]), (SharedQueue<Call>) welcome.values[1]);
            open = true;
        } finally {
            if (!open) {
                answers.close();
            }
        }
    }

    /** Whether it can't be used any more. */
    boolean isBroken() {
        return broken;
    }

    /**
     * Sends a call, and waits for its answer, whatever interrupts it; an interrupt is kept.
     *
     * @throws io.tandem.segment.NotTransferableException if an argument can't travel; nothing was sent.
     */
    Call exchange(final long object, final int operation, final @Nullable Object[] arguments) {
        fill(CallDescriptor.CALL, object, operation, arguments);
        return exchange();
    }

    /**
     * The same for a method that may be interrupted: an interrupt is passed on to it, and kept unless nothing was sent yet.
     *
     * @throws InterruptedException if nothing was sent.
     */
    Call exchangeInterruptibly(final long object, final int operation, final @Nullable Object[] arguments)
            throws InterruptedException {
        fill(CallDescriptor.CALL, object, operation, arguments);
        request.isInterruptible = true;
        try {
            sendInterruptibly();
            return await(true);
        } finally {
            request.clear();
        }
    }

    private void fill(final byte kind, final long object, final int operation, final @Nullable Object... arguments) {
        request.kind = kind;
        request.isInterruptible = false;
        request.object = object;
        request.operation = operation;
        request.number++;
        request.values = arguments;
    }

    private Call exchange() {
        try {
            send();
            return await(false);
        } finally {
            request.clear();
        }
    }

    private void send() {
        if (Thread.currentThread().isInterrupted()
                || !link.offer(request)) { // nothing is encoded while it is interrupted
            Uninterruptibly.run(this::sendInterruptibly);
        }
    }

    private void sendInterruptibly() throws InterruptedException {
        while (!link.offer(request, LOOK_MILLIS)) {
            // it was looked whether the server lives
        }
    }

    private Call await(final boolean interruptibly) {
        boolean interrupted = false;
        try {
            int looks = 0;
            while (true) {
                Call answer = null;
                try {
                    answer = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
                if (answer != null && answer.number == request.number) {
                    return answer;
                }
                link.requireAlive();
                if (interrupted
                        && interruptibly) { // told until there is an answer: it may come before the call was begun
                    link.tell(Call.of(CallDescriptor.INTERRUPT, request.line, request.number), 0);
                }
                if (request.kind == CallDescriptor.HELLO && ++looks % LOOKS_BEFORE_NEXT_HELLO == 0) {
                    LOGGER.log(
                            Level.WARNING,
                            "The server of " + link + " hasn't answered a first message for " + looks * LOOK_MILLIS
                                    + " ms. Is it stopped, are all of its threads in calls that block, or does its log say why?");
                    send(); // it may have had no room for the first one
                }
            }
        } catch (final QueueClosedException e) { // by the server, which is there, but can't answer
            broken = true;
            throw new TandemException(
                    "The server of " + link + " couldn't answer, for want of memory or descriptors; its log says more."
                            + " Whether the call was executed isn't known.",
                    e);
        } catch (final IllegalStateException e) {
            throw link.closedMeanwhile(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void close() {
        answers.close();
    }
}
