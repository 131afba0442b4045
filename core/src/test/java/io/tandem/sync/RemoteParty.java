package io.tandem.sync;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import io.tandem.wait.WaitPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A thread of another JVM, which may serve one test after the other. */
final class RemoteParty implements Party {
    private static final String ANSWER = "answer ";

    private final ChildJvm jvm;

    /** Lets a child JVM open a subject. */
    RemoteParty(final ChildJvm jvm, final Domain domain, final String kind, final int number, final WaitPolicy policy)
            throws IOException, InterruptedException {
        this.jvm = jvm;
        jvm.println(domain.directory() + " " + kind + " " + number + " " + policy);
        jvm.await("opened");
    }

    static ChildJvm startJvm() throws IOException {
        return ChildJvm.start(RemoteParty.class);
    }

    @Override
    public CompletableFuture<String> start(final String order) {
        try {
            jvm.println(order);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        // A thread for each: the common pool may have one only, and an answer may never come.
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return jvm.await(ANSWER).substring(ANSWER.length());
                    } catch (final InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                RemoteParty::startThread);
    }

    private static void startThread(final Runnable task) {
        final Thread thread = new Thread(task, "answer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void interrupt() throws IOException {
        jvm.println("interrupt");
    }

    @Override
    public void close() {
        try {
            jvm.println("leave");
            jvm.await("left");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The other JVM. */
    public static void main(final String[] arguments) throws Exception {
        NativeLibrary.require();
        final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            final String[] words = order.split(" ", -1);
            final Domain domain = Domain.at(Path.of(words[0]));
            try (Subject subject =
                    Subject.open(domain, words[1], Integer.parseInt(words[2]), WaitPolicy.valueOf(words[3]))) {
                System.out.println("opened");
                serve(orders, subject);
            }
            ProcessRegistry.of(domain).leave();
            System.out.println("left");
        }
    }

    private static void serve(final BufferedReader orders, final Subject subject) throws IOException {
        Thread thread = Thread.currentThread();
        for (String order = orders.readLine(); order != null && !order.equals("leave"); order = orders.readLine()) {
            if (order.equals("interrupt")) {
                thread.interrupt();
            } else {
                final String told = order;
                thread = new Thread(() -> System.out.println(ANSWER + subject.call(told)));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }
}
