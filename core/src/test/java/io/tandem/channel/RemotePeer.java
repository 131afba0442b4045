package io.tandem.channel;

import io.tandem.function.RemoteFunction;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import io.tandem.wait.WaitPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thread of another JVM, which serves one test after the other. Told what to do through a pipe of its own. */
@SuppressWarnings("try") // close may be interrupted
final class RemotePeer implements Peer {
    private static final String CONTROL = "control";
    private static final int CONTROL_CAPACITY = 1 << 20;

    private final ChildJvm jvm;
    private final Domain domain;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "remote peer"));
    private final SharedPipe<Object, Object> controlPipe;
    private final Connection<Object, Object> control;

    /** Lets a child JVM take the second end of a pipe. */
    RemotePeer(final ChildJvm jvm, final Domain domain, final String pipe, final WaitPolicy policy)
            throws IOException, InterruptedException {
        this.jvm = jvm;
        this.domain = domain;
        controlPipe = SharedPipe.builder(Object.class, Object.class)
                .domain(domain)
                .name(CONTROL)
                .capacityBytes(CONTROL_CAPACITY)
                .create();
        control = controlPipe.first();
        jvm.println(domain.directory() + " " + pipe + " " + policy);
        jvm.await("attached");
    }

    static ChildJvm startJvm() throws IOException {
        return ChildJvm.start(RemotePeer.class);
    }

    @Override
    public <T> CompletableFuture<T> start(final RemoteFunction<Connection<Object, Object>, T> action) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                control.send(action);
                complete(result, (Object[]) control.receive());
            } catch (final Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return result;
    }

    @SuppressWarnings("unchecked") // what the action returned
    private static <T> void complete(final CompletableFuture<T> result, final Object[] answer) {
        if (answer[1] != null) {
            result.completeExceptionally((Throwable) answer[1]);
        } else {
            result.complete((T) answer[0]);
        }
    }

    @Override
    public void close() throws Exception {
        thread.shutdown();
        if (!thread.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The other JVM doesn't answer.");
        }
        control.close();
        controlPipe.close();
        jvm.await("left");
        SharedPipe.delete(domain, CONTROL);
    }

    /** The other JVM. */
    public static void main(final String[] arguments) throws Exception {
        final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            final String[] words = order.split(" ");
            serve(Domain.at(Path.of(words[0])), words[1], WaitPolicy.valueOf(words[2]));
            System.out.println("left");
        }
    }

    @SuppressWarnings("unchecked") // what start sends
    private static void serve(final Domain domain, final String name, final WaitPolicy policy) throws Exception {
        try (var controlPipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain)
                        .name(CONTROL)
                        .capacityBytes(CONTROL_CAPACITY)
                        .open();
                var control = controlPipe.second();
                var pipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain)
                        .name(name)
                        .waitPolicy(policy)
                        .adoptExisting()
                        .open();
                var connection = pipe.second()) {
            System.out.println("attached");
            control.forEachUntilClosed(action -> {
                Object[] answer;
                try {
                    answer = new Object[] {
                        ((RemoteFunction<Connection<Object, Object>, Object>) action).apply(connection), null
                    };
                } catch (final Throwable t) {
                    answer = new Object[] {null, t};
                }
                try {
                    control.send(answer);
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        ProcessRegistry.of(domain).leave();
    }
}
