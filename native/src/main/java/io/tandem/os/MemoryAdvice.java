package io.tandem.os;

/** What is asked of the memory behind a mapping. */
public enum MemoryAdvice {
    /** Pages are present and writable. */
    POPULATE,
    /** And locked in memory. */
    LOCK,
    /** And huge, where the file system gives huge pages. */
    HUGE
}
