package io.tandem.sync;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Somebody with a thread of its own at a {@link Subject}: it does one thing after the other. */
interface Party extends AutoCloseable {
    long LIMIT_SECONDS = 60;

    /** Does as it is told, in its own thread. */
    CompletableFuture<String> start(String order);

    /** Interrupts what it does. */
    void interrupt() throws IOException;

    @Override
    void close();

    default String call(final String order) throws Exception {
        return answer(start(order));
    }

    static String answer(final CompletableFuture<String> future) throws Exception {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** A thread of this JVM; the subject is the caller's to close. */
    static Party local(final Subject subject) {
        return new Party() {
            private volatile Thread thread = Thread.currentThread();

            @Override
            public CompletableFuture<String> start(final String order) {
                final CompletableFuture<String> answer = new CompletableFuture<>();
                thread = new Thread(() -> answer.complete(subject.call(order)), "party");
                thread.setDaemon(true);
                thread.start();
                return answer;
            }

            @Override
            public void interrupt() {
                thread.interrupt();
            }

            @Override
            public void close() {}
        };
    }
}
