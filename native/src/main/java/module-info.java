/**
 * What only the operating system can do for Tandem, behind one narrow interface that is Tandem's own: users see the root of
 * its exceptions.
 */
@SuppressWarnings({"requires-transitive-automatic", "module"
}) // the core's module isn't there yet when this is compiled
module io.tandem.os {
    requires static transitive org.jspecify;
    requires com.sun.jna;

    exports io.tandem;
    exports io.tandem.os to
            io.tandem.core;
}
