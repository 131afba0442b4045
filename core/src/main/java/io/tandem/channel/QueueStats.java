package io.tandem.channel;

import java.time.Duration;

/**
 * What a queue is doing, over all processes; each figure by itself is exact, together they are a snapshot.
 *
 * @param depth            items in it now.
 * @param bytes            of its ring in use now; large messages lie beside it.
 * @param put              items put since it was made.
 * @param taken            items taken since it was made.
 * @param putBlocked       time that threads have waited for room, added up; each counts when its wait is over.
 * @param takeBlocked      time that threads have waited for items, likewise.
 * @param waitingProducers threads of live processes that wait for room now.
 * @param waitingConsumers threads of live processes that wait for items now, {@code forEachUntilClosed} included.
 * @param processes        live processes that have a handle open.
 */
public record QueueStats(
        long depth,
        long bytes,
        long put,
        long taken,
        Duration putBlocked,
        Duration takeBlocked,
        int waitingProducers,
        int waitingConsumers,
        int processes) {}
