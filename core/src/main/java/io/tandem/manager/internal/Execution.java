package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.segment.internal.Arrival;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What one thread of a server does with a message. */
final class Execution {
    private static final System.Logger LOGGER = System.getLogger(Execution.class.getName());
    /** Of an exception, as it travels back. */
    private static final int LONGEST_FAILURE = 1 << 20;

    /** Of one that must find room in the ring of answers. */
    private static final int SHORT_FAILURE = 1 << 12;

    private static final int MOST_FUNCTIONS = 1024;

    private final Server server;
    private final MessageCodec<Object> codec;
    private final Call answer = new Call();
    /** Made of bytes that have come before. */
    private final Map<BareFunction.Form, Object> functions = new HashMap<>();

    Execution(final Server server) {
        this.server = server;
        codec = Codecs.filtered(server.address().filter());
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
        final SharedQueue<Call> answers = (SharedQueue<Call>) call.values[0];
        server.clients().open(call.line, Objects.requireNonNull(answers));
        returned(answers, call, server.address().server());
    }

    private void call(final Call call) {
        final SharedQueue<Call> answers = server.clients().answers(call.line);
        if (answers == null) {
            return; // its client is gone
        }
        final Object result;
        try {
            final Throwable undecodable = call.undecodable;
            if (undecodable != null) {
                throw undecodable;
            }
            decode(call.values);
            result = server.entry(call.object, "object " + call.object).invoke(call.operation, call.values);
        } catch (final Throwable e) { // is the caller's
            threw(answers, call, e);
            return;
        }
        returned(answers, call, result);
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

    private void returned(final SharedQueue<Call> answers, final Call call, final @Nullable Object result) {
        try {
            put(answers, call, CallDescriptor.RETURNED, result);
        } catch (final RuntimeException | Error e) { // it can't travel, or there is no room for it
            threw(answers, call, e);
        }
    }

    private void threw(final SharedQueue<Call> answers, final Call call, final Throwable failure) {
        try {
            put(answers, call, CallDescriptor.THREW, ThrowableBytes.write(failure, LONGEST_FAILURE));
        } catch (final RuntimeException | Error e) { // there is no room for it
            failure.addSuppressed(e);
            try {
                put(answers, call, CallDescriptor.THREW, ThrowableBytes.write(failure, SHORT_FAILURE));
            } catch (final IllegalStateException closed) {
                LOGGER.log(Level.DEBUG, "The client of a call is gone.", closed);
            }
        }
    }

    private void put(final SharedQueue<Call> answers, final Call call, final byte kind, final @Nullable Object value) {
        answer.kind = kind;
        answer.line = call.line;
        answer.number = call.number;
        answer.values = new @Nullable Object[] {value};
        try {
            if (!answers.offer(answer)) {
                LOGGER.log(Level.WARNING, "A client of " + server + " has no room for its answer.");
            }
        } finally {
            answer.clear();
        }
    }
}
