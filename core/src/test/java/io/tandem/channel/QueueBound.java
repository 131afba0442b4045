package io.tandem.channel;

/** What a queue under test is full by. */
enum QueueBound {
    BYTES,
    ITEMS
}
