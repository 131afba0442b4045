package io.tandem.codec.internal;

/** What serialized bytes are, for messages about those that can't be read. */
enum Parcel {
    MESSAGE(
            "A message",
            "Put it on this process's class path, or receive in a thread whose context class loader knows it."),
    TARGET(
            "The target of this process",
            "Put it on the child's class path, which is its parent's unless classPath(...) names another."),
    TASK(
            "A task",
            "Put it on the workers' class path, which is that of the process that made the pool unless classPath(...) names"
                    + " another."),
    RESULT("The result of a task", "Put it on this process's class path."),
    SAVED("What a snapshot keeps", "Put it on the class path of the process that starts the manager."),
    FAILURE("An exception of another process", "Put it on this process's class path.");

    private final String subject;
    private final String remedyWithoutClass;

    Parcel(final String subject, final String remedyWithoutClass) {
        this.subject = subject;
        this.remedyWithoutClass = remedyWithoutClass;
    }

    /** {@return what it is, to begin a sentence with} */
    String subject() {
        return subject;
    }

    /** {@return the same with its length} */
    String subject(final int length) {
        return subject + (this == MESSAGE ? " of " + length + " bytes" : ", " + length + " bytes,");
    }

    /** {@return what to do when a class in it isn't known here} */
    String remedyWithoutClass() {
        return remedyWithoutClass;
    }
}
