package io.tandem.bench.manager;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.OwnJvm;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import io.tandem.manager.Manager;
import io.tandem.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that call one service of one server when they are told to, and sleep in between. The driver's thread tells them. */
final class Clients implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final Manager manager;
    private final SharedQueue<Integer> answers;
    private final List<SharedQueue<Integer>> orders = new ArrayList<>();
    private final List<ChildProcess> children = new ArrayList<>();

    private Clients(final Workplace workplace) {
        manager = Servers.start(workplace);
        answers = queue(workplace);
    }

    static Clients start(final Workplace workplace, final int count) {
        final Clients clients = new Clients(workplace);
        final Service service = clients.manager.create(Service.class, Service.Idle::new);
        for (int i = 0; i < count; i++) {
            clients.add(workplace, service, "client-" + (i + 1));
        }
        return clients;
    }

    private void add(final Workplace workplace, final Service service, final String name) {
        final SharedQueue<Integer> own = queue(workplace);
        final SharedQueue<Integer> back = answers;
        orders.add(own);
        children.add(workplace.startOnAllCpus(
                () -> OwnJvm.start(workplace, name, () -> serve(service, own, back)), OwnJvm::kill));
    }

    private static SharedQueue<Integer> queue(final Workplace workplace) {
        return SharedQueue.builder(Integer.class).domain(workplace.domain()).create();
    }

    // In a client, until it is killed.
    private static void serve(
            final Service service, final SharedQueue<Integer> orders, final SharedQueue<Integer> answers)
            throws InterruptedException {
        while (true) {
            final int calls = orders.take();
            for (int i = 0; i < calls; i++) {
                service.nothing();
            }
            answers.put(calls);
        }
    }

    /** Has the first so many clients make calls, as many each, and waits for all. */
    void call(final int clients, final int each) throws InterruptedException {
        for (final SharedQueue<Integer> order : orders.subList(0, clients)) {
            order.put(each);
        }
        int left = clients;
        while (left > 0) {
            final Integer done = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (done != null) {
                left--;
            } else {
                children.forEach(Clients::requireAlive);
            }
        }
    }

    private static void requireAlive(final ChildProcess child) {
        if (!child.isAlive()) {
            throw new BenchException(OwnJvm.story("a client", child));
        }
    }

    @Override
    public void close() {
        children.forEach(OwnJvm::kill);
        orders.forEach(Opened::close);
        answers.close();
        manager.close();
    }
}
