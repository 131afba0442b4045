package io.tandem.channel;

import io.tandem.function.RemoteFunction;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread of another JVM, which serves one test after the other. Told what to do through a pipe of its own. */
@SuppressWarnings("try") // close may be interrupted
final class RemotePeer<C extends AutoCloseable> implements Peer<C> {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final int CONTROL_CAPACITY = 1 << 20;

    private final ChildJvm jvm;
    private final Domain domain;
    private final String name = "control-" + NEXT.incrementAndGet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "remote peer"));
    private final SharedPipe<Object, Object> controlPipe;
    private final Connection<Object, Object> control;

    /** Lets a child JVM open something, and work with it. */
    RemotePeer(final ChildJvm jvm, final Domain domain, final RemoteFunction<Domain, Opened<C>> opening)
            throws IOException, InterruptedException {
        this.jvm = jvm;
        this.domain = domain;
        controlPipe = SharedPipe.builder(Object.class, Object.class)
                .domain(domain)
                .name(name)
                .capacityBytes(CONTROL_CAPACITY)
                .create();
        control = controlPipe.first();
        control.send(opening);
        jvm.println(domain.directory() + " " + name);
        jvm.await("opened");
    }

    static ChildJvm startJvm() throws IOException {
        return ChildJvm.start(RemotePeer.class);
    }

    @Override
    public <T> CompletableFuture<T> start(final RemoteFunction<C, T> action) {
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
        SharedPipe.delete(domain, name);
    }

    /** The other JVM. */
    public static void main(final String[] arguments) throws Exception {
        final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            final String[] words = order.split(" ");
            serve(Domain.at(Path.of(words[0])), words[1]);
            System.out.println("left");
        }
    }

    @SuppressWarnings("unchecked") // what the constructor and start send
    private static void serve(final Domain domain, final String name) throws Exception {
        try (var controlPipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain)
                        .name(name)
                        .capacityBytes(CONTROL_CAPACITY)
                        .open();
                var control = controlPipe.second()) {
            final Opened<?> opened = ((RemoteFunction<Domain, Opened<?>>) control.receive()).apply(domain);
            System.out.println("opened");
            control.forEachUntilClosed(action -> answer(control, (RemoteFunction<Object, Object>) action, opened));
            opened.close();
        }
        ProcessRegistry.of(domain).leave();
    }

    private static void answer(
            final Connection<Object, Object> control,
            final RemoteFunction<Object, Object> action,
            final Opened<?> opened) {
        try {
            try {
                control.send(new Object[] {action.apply(opened.held()), null});
            } catch (final Throwable t) {
                control.send(new Object[] {null, t});
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
