package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Carrier;
import io.tandem.segment.internal.ProcessRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The links by which processes call the server. A line's number has its process in front, then its link in that process, then its own. */
final class Clients {
    static final int LINE_BITS = 12;

    private final ProcessRegistry registry;
    private final Map<Long, Client> clients = new ConcurrentHashMap<>();
    private final Map<Long, Client> byAnswers = new ConcurrentHashMap<>();

    Clients(final Domain domain) {
        registry = ProcessRegistry.of(domain);
    }

    static int process(final long line) {
        return (int) (line >>> Integer.SIZE);
    }

    private static long link(final long line) {
        return line >>> LINE_BITS;
    }

    /** A line opens: its way for answers, which is the first one if it asks again. */
    SharedQueue<Call> open(final long line, final SharedQueue<Call> answers) {
        while (true) {
            final Client client = clients.computeIfAbsent(link(line), link -> new Client(process(line)));
            final SharedQueue<Call> before = client.lines.get(line);
            if (before != null && ((Carrier) before).channel() == ((Carrier) answers).channel()) {
                answers.close();
                return before;
            }
            byAnswers.put(((Carrier) answers).channel(), client);
            if (client.open(line, answers)) {
                return answers;
            }
            byAnswers.remove(((Carrier) answers).channel()); // it was just removed, and comes anew
        }
    }

    /** The way for answers of a line; null if its client is gone. */
    @Nullable
    SharedQueue<Call> answers(final long line) {
        final Client client = clients.get(link(line));
        return client == null ? null : client.lines.get(line);
    }

    /** Whose answers go through a channel; null if it isn't one for answers. */
    @Nullable
    Client ofAnswers(final long channel) {
        return byAnswers.get(channel);
    }

    void release(final long line, final long object, final long count) {
        final Client client = clients.get(link(line));
        if (client != null) {
            client.release(object, count);
        }
    }

    /** The client of a line goes. */
    void remove(final long line) {
        removeLink(link(line));
    }

    private void removeLink(final long link) {
        final Client client = clients.remove(link);
        if (client != null) {
            byAnswers.values().removeIf(each -> each == client);
            client.close();
        }
    }

    /** Lets the dead go; returns who they were. */
    List<Integer> removeDead() {
        final List<Integer> dead = new ArrayList<>();
        clients.forEach((link, client) -> {
            if (!registry.isAlive(client.process)) {
                removeLink(link);
                dead.add(client.process);
            }
        });
        return dead;
    }

    int count() {
        return (int) clients.values().stream()
                .map(client -> client.process)
                .distinct()
                .count();
    }

    void close() {
        clients.keySet().forEach(this::removeLink);
    }
}
