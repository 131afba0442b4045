package io.tandem.channel.internal;

import org.jspecify.annotations.Nullable;

/** The debugging check of raw calls: like {@link ThreadGuard}, but a handler may call again, and a claim counts until it ends. */
final class ThreadCheck {
    private final String what;
    private @Nullable Thread user;
    private int depth;

    ThreadCheck(final String what) {
        this.what = what;
    }

    synchronized void enter() {
        final Thread current = Thread.currentThread();
        final Thread other = user;
        if (other != null && other != current) {
            throw new IllegalStateException("Thread \"" + current.getName() + "\" tried to " + what
                    + " a raw connection while thread \"" + other.getName()
                    + "\" does. One thread at a time sends, and one receives.");
        }
        user = current;
        depth++;
    }

    synchronized void exit() {
        if (depth > 0 && --depth == 0) {
            user = null;
        }
    }
}
