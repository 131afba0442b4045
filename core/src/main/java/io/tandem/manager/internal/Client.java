package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A link of a process to the server, as the server sees it: its lines, and what it holds. */
final class Client {
    final int process;
    /** Ways for answers, by the number of their line. */
    final Map<Long, SharedQueue<Call>> lines = new ConcurrentHashMap<>();

    /** Guarded by itself. */
    private final Map<Long, Held> held = new HashMap<>();

    private boolean gone;

    /** An object, and how many references to it the client was given and hasn't given back. */
    private static final class Held {
        @SuppressWarnings("unused") // but to keep it
        private final Entry entry;

        private long count;

        Held(final Entry entry) {
            this.entry = entry;
        }
    }

    Client(final int process) {
        this.process = process;
    }

    /** It is given one more reference. */
    void hold(final Entry entry) {
        synchronized (held) {
            if (!gone) {
                held.computeIfAbsent(entry.number, number -> new Held(entry)).count++;
            }
        }
    }

    /** It gives so many references back. */
    void release(final long object, final long count) {
        synchronized (held) {
            final Held known = held.get(object);
            if (known != null) {
                known.count -= count;
                if (known.count <= 0) {
                    held.remove(object);
                }
            }
        }
    }

    void close() {
        synchronized (held) {
            gone = true;
            held.clear();
        }
        lines.values().forEach(SharedQueue::close);
        lines.clear();
    }
}
