package io.tandem.bench.manager;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.OwnJvm;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A JVM with an object for {@code java.rmi}: on loopback alone, at a port that the system chooses, with the JDK's defaults. */
final class RmiServer implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final ChildProcess process;
    private final RmiService stub;

    private RmiServer(final ChildProcess process, final RmiService stub) {
        this.process = process;
        this.stub = stub;
    }

    static RmiServer start(final Workplace workplace) throws InterruptedException {
        try (SharedQueue<Object> stubs =
                SharedQueue.builder(Object.class).domain(workplace.domain()).create()) {
            final ChildProcess process = workplace.startOnAllCpus(
                    () -> OwnJvm.start(
                            workplace,
                            "rmi-server",
                            () -> serve(stubs),
                            "-Djava.rmi.server.hostname="
                                    + InetAddress.getLoopbackAddress().getHostAddress()),
                    OwnJvm::kill);
            return new RmiServer(process, stub(process, stubs));
        }
    }

    private static RmiService stub(final ChildProcess process, final SharedQueue<Object> stubs)
            throws InterruptedException {
        while (true) {
            final Object stub = stubs.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (stub != null) {
                return (RmiService) stub;
            }
            if (!process.isAlive()) {
                throw new BenchException(OwnJvm.story("the RMI server", process));
            }
        }
    }

    private static void serve(final SharedQueue<Object> stubs) throws RemoteException, InterruptedException {
        final Known known = new Known();
        stubs.put(UnicastRemoteObject.exportObject(known, 0, null, RmiServer::onLoopback));
        try {
            new CountDownLatch(1).await(); // until it is killed
        } finally {
            Reference.reachabilityFence(known); // RMI holds it weakly until its caller has said that it is there
        }
    }

    private static ServerSocket onLoopback(final int port) throws IOException {
        return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
    }

    RmiService service() {
        return stub;
    }

    @Override
    public void close() {
        OwnJvm.kill(process);
    }

    /** The object. */
    private static final class Known implements RmiService {
        private final Map<String, Long> map = new ConcurrentHashMap<>(Map.of(Values.KEY, Values.FIRST));

        @Override
        public void nothing() {}

        @Override
        public Long get(final String key) {
            final Long value = map.get(key);
            if (value == null) {
                throw new IllegalArgumentException("there is no " + key);
            }
            return value;
        }
    }
}
