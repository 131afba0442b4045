package io.tandem.os;

/** What is asked of the memory behind a mapping. */
public enum MemoryAdvice {
    /** Pages are present and writable. */
    POPULATE,
    /** And locked in memory. */
    LOCK,
    /** And huge, wherever a whole huge page lies in the mapping, which must have been made for that. */
    HUGE
}
