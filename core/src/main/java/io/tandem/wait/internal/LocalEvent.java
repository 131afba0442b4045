package io.tandem.wait.internal;

import org.agrona.concurrent.AtomicBuffer;

/** An event word in memory of this process alone, for what happens inside this JVM, such as the notice of a child's exit. */
public final class LocalEvent {
    private final EventWord word;

    /** Creates an event that nobody waits for yet. */
    public LocalEvent() {
        final AtomicBuffer memory = PrivateMemory.allocate();
        word = new EventWord(memory, 0, memory.addressOffset(), false);
    }

    /** {@return the word to wait on} */
    public EventWord word() {
        return word;
    }

    /** Wakes whoever sleeps; call it behind the store that makes a condition true. */
    public void signal() {
        word.signal();
    }
}
