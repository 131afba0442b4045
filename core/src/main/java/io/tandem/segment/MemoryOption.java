package io.tandem.segment;

/**
 * How the memory of a shared object is provided, beyond the bytes that are always allocated when it is made. Each holds for
 * the process that asks for it, from when it makes or opens the object until its last handle is closed; a handle that arrives
 * in a message or a lambda brings none. All but {@link #SPARSE} take time when the object is made or opened, so that its use
 * takes less; they need the native library at once.
 *
 * <p>Where the system refuses, nothing is made or opened, and a {@link io.tandem.TandemException} says what the system lacks.
 */
public enum MemoryOption {
    /**
     * All pages are entered in this process's page table, rather than one by one, by a page fault each, at first use. They
     * may still be swapped out.
     */
    PREFAULT,

    /**
     * All pages are there, as with {@link #PREFAULT}, and all that lie in whole huge pages (2 MiB on x86-64) are gathered into
     * such: fewer misses of the processor's address cache in large objects that are accessed at random, and copying once when
     * the object is made. An object smaller than a huge page is refused.
     *
     * <p>Needs Linux 6.1 and a domain on a tmpfs, such as {@code /dev/shm}, and as many huge pages in one piece; the system
     * refuses where {@code /sys/kernel/mm/transparent_hugepage/shmem_enabled} says {@code deny}. Both processes should ask:
     * one that doesn't uses the same memory by small pages.
     */
    HUGE_PAGES,

    /**
     * All pages are there, as with {@link #PREFAULT}, and can't be swapped out. They count towards the limit on locked memory
     * ({@code ulimit -l}, a few megabytes as a rule), without which, or {@code CAP_IPC_LOCK}, the system refuses.
     */
    LOCK,

    /**
     * When the object is made, none of its bytes are allocated: each page is, when it is first written to. For objects of which
     * little will be used, which then take no more room than that. Has no effect on an object that exists.
     *
     * <p>It gives up what all others are promised: that memory can't run out later. Where it does, the kernel sends SIGBUS to
     * whoever touches the next page. The JVM turns that into an {@link InternalError}, thrown at that access or some time after
     * it, if it was met in the JVM's own code; nothing promises that the JVM survives it. In a container that reaches its memory
     * limit, a process is killed.
     */
    SPARSE
}
