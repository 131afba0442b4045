/**
 * What lies behind a manager. Four groups:
 *
 * <ul>
 *   <li>Both sides: {@code CallDescriptor}, {@code Call}, {@code CallCodec} (a message), {@code ProxyToken} and {@code ManagerAddress} (what
 *       travels in the place of a proxy), {@code ObjectRef} (how a proxy reaches its object), the proxies, and the numbers of their
 *       operations.
 *   <li>The client: {@code ServerLink} with its {@code Line}s, one for each call under way; {@code RemoteRef}.
 *   <li>The server: {@code Server} (the table of objects), {@code ServerThreads}, {@code Clients} (who holds what), and the targets that
 *       execute operations.
 *   <li>Snapshots of the server: {@code Snapshots} (when), {@code SnapshotFile} (where), {@code SnapshotGraph} and {@code SnapshotRestore} (what), {@code SnapshotWriter}
 *       and {@code SnapshotReader} (how, as {@code SnapshotDescriptor} says).
 * </ul>
 *
 * <p><b>Words in shared memory.</b> None of its own: calls go through one {@link io.tandem.channel.SharedQueue} to the server, what must
 * not wait behind them through another one, and answers through one for each line; a proxy that travels between clients is held by a segment of the kind LEASE, which has no body: its
 * table of holders says whether anybody, or a message, can still reach the object.
 */
@NullMarked
package io.tandem.manager.internal;

import org.jspecify.annotations.NullMarked;
