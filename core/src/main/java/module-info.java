/** Multiprocessing for the JVM at shared-memory speed. */
@SuppressWarnings("requires-transitive-automatic")
module io.tandem.core {
    requires java.management;
    requires static transitive org.jspecify;
    requires transitive io.tandem.os;
    requires transitive org.agrona;

    exports io.tandem.channel;
    exports io.tandem.codec;
    exports io.tandem.function;
    exports io.tandem.manager;
    exports io.tandem.pool;
    exports io.tandem.process;
    exports io.tandem.segment;
    exports io.tandem.sync;
    exports io.tandem.value;
    exports io.tandem.wait;
}
