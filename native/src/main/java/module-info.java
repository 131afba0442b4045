/** What only the operating system can do for Tandem, behind one narrow interface. */
@SuppressWarnings("requires-transitive-automatic")
module io.tandem.os {
    requires static transitive org.jspecify;
    requires com.sun.jna;

    exports io.tandem;
    exports io.tandem.os;
}
