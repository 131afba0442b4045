package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Arrival;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What one thread of a server does with a message. */
final class Execution implements Consumer<@Nullable Object> {
    private static final System.Logger LOGGER = System.getLogger(Execution.class.getName());
    /** Of an exception, as it travels back. */
    private static final int LONGEST_FAILURE = 1 << 20;

    /** Of one that must find room in the ring of answers. */
    private static final int SHORT_FAILURE = 1 << 12;

    private static final int MOST_FUNCTIONS = 1024;

    private final Server server;
    private final MessageCodec<Object> codec;
    private final Call answer = new Call();
    /** What is being answered. */
    private Call request = answer;

    private SharedQueue<Call> answers;
    /** Made of bytes that have come before. */
    private final Map<BareFunction.Form, Object> functions = new HashMap<>();

    Execution(final Server server) {
        this.server = server;
        codec = Codecs.filtered(server.address().filter());
        answers = server.control(); // none yet
    }

    void handle(final Call call) {
        switch (call.kind) {
            case CallDescriptor.CALL -> call(call);
            case CallDescriptor.HELLO -> hello(call);
            case CallDescriptor.RELEASE -> server.clients().release(call.line, call.object, call.number);
            case CallDescriptor.INTERRUPT -> server.threads().interrupt(call.line, call.number);
            case CallDescriptor.BYE -> server.clients().remove(call.line);
            case CallDescriptor.STOP -> server.endIsDue();
            default -> throw new IllegalStateException("A server got a message of kind " + call.kind + ".");
        }
    }

    @SuppressWarnings("unchecked") // by the codec of calls alone
    private void hello(final Call call) {
        request = call;
        answers = server.clients().open(call.line, (SharedQueue<Call>) Objects.requireNonNull(call.values[0]));
        try {
            put(CallDescriptor.RETURNED, server.address().server(), call.operation == 0 ? null : server.control());
        } catch (final RuntimeException | Error e) { // there is no room for it
            threw(e);
        }
    }

    private void call(final Call call) {
        if (call.line != request.line || answers.isClosed()) { // as a rule it is the same as before
            final SharedQueue<Call> way = server.clients().answers(call.line);
            if (way == null) {
                return; // its client is gone
            }
            answers = way;
        }
        request = call;
        try {
            final Throwable undecodable = call.undecodable;
            if (undecodable != null) {
                throw undecodable;
            }
            decode(call.values);
            server.entry(call.object).execute(call.operation, call.values, this);
        } catch (final Throwable e) { // is the caller's
            threw(e);
        } finally {
            call.clear();
        }
    }

    private void decode(final @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Call.Encoded encoded) {
                values[i] = encoded.isBare() ? function(encoded.bytes()) : decode(encoded.bytes());
            }
        }
    }

    private Object function(final byte[] encoded) {
        final BareFunction.Form form = new BareFunction.Form(encoded);
        Object function = functions.get(form);
        if (function == null) {
            function = decode(encoded);
            if (functions.size() >= MOST_FUNCTIONS) {
                functions.clear(); // they come again
            }
            functions.put(form, function);
        }
        return function;
    }

    /** What comes so holds no shared objects, only what the server knows anyway. */
    private Object decode(final byte[] encoded) {
        return codec.read(new UnsafeBuffer(encoded), 0, encoded.length, new Arrival(server.domain(), 0));
    }

    /** Answers the call that is being executed, under the lock of its object. */
    @Override
    public void accept(final @Nullable Object result) {
        try {
            put(CallDescriptor.RETURNED, result);
        } catch (final NotTransferableException e) {
            throw new NotTransferableException(
                    "The call was executed, but its result can't travel back: " + e.getMessage(), e);
        }
    }

    private void threw(final Throwable failure) {
        try {
            put(CallDescriptor.THREW, ThrowableBytes.write(failure, LONGEST_FAILURE));
        } catch (final RuntimeException | Error e) { // there is no room for it
            threwShortly(failure, e);
        }
    }

    private void threwShortly(final Throwable failure, final Throwable reason) {
        try {
            put(CallDescriptor.THREW, ThrowableBytes.write(failure, SHORT_FAILURE));
        } catch (final RuntimeException | Error e) {
            if (answers.isClosed()) {
                return; // its client is gone
            }
            LOGGER.log(Level.ERROR, "A call of " + server + " couldn't be answered, since " + reason, e);
            answers.shutdown(); // by which its client is told
        }
    }

    private void put(final byte kind, final @Nullable Object... values) {
        answer.kind = kind;
        answer.line = request.line;
        answer.number = request.number;
        answer.values = values;
        try {
            if (!answers.offer(answer)) {
                throw new IllegalStateException("A client of " + server + " has no room for its answer.");
            }
        } finally {
            answer.clear();
        }
    }
}
