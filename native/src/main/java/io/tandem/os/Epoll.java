package io.tandem.os;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/** A set of descriptors, each with a token, and the wait for any of them. One thread waits; any may add and remove. */
class Epoll {
    private static final int EVENTS = 64;

    private final int descriptor;
    private final int eventSize = NativeCalls.platform().epollEventSize;
    private final int dataOffset = NativeCalls.platform().epollEventData;
    /** Never freed: the set is there for as long as the JVM. */
    private final NativeMemory events;

    private final ByteBuffer eventBytes;

    Epoll() {
        events = new NativeMemory(EVENTS * eventSize);
        try {
            eventBytes = events.bytes();
            descriptor = NativeCalls.check(LibC.epoll_create1(Platform.EPOLL_CLOEXEC), "epoll_create1", null);
        } catch (final Throwable failure) {
            events.close();
            throw failure;
        }
    }

    void add(final int watched, final long token) {
        try (NativeMemory event = new NativeMemory(eventSize)) {
            event.bytes().putInt(0, Platform.EPOLLIN).putLong(dataOffset, token);
            NativeCalls.check(
                    LibC.epoll_ctl(descriptor, Platform.EPOLL_CTL_ADD, watched, event.address()),
                    "epoll_ctl(ADD)",
                    null);
        }
    }

    /** By name, rather than by closing it: a duplicate of it in a forked process would keep it in the set. */
    void remove(final int watched) {
        NativeCalls.check(
                LibC.epoll_ctl(descriptor, Platform.EPOLL_CTL_DEL, watched, events.address()), "epoll_ctl(DEL)", null);
    }

    /** Waits; returns how many {@linkplain #token tokens} are there to be read until the next wait. */
    int await() {
        final int count = LibC.epoll_wait(descriptor, events.address(), EVENTS, -1);
        if (count != -1) {
            return count;
        }
        final int errno = Native.getLastError();
        if (errno != Errno.EINTR) {
            throw Failures.of("epoll_wait", null, errno);
        }
        return 0;
    }

    long token(final int event) {
        return eventBytes.getLong(event * eventSize + dataOffset);
    }

    void close() {
        events.close();
        Descriptors.close(descriptor);
    }
}
