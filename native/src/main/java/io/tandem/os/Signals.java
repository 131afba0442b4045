package io.tandem.os;

/** Numbers of the signals that Tandem sends; the same on x86-64 and aarch64. */
public final class Signals {
    /** Hang-up. */
    public static final int HUP = 1;
    /** Interrupt. */
    public static final int INT = 2;
    /** Quit; a JVM prints its threads. */
    public static final int QUIT = 3;
    /** End now; can't be caught. */
    public static final int KILL = 9;
    /** End, please. */
    public static final int TERM = 15;
    /** A child changed state. */
    public static final int CHLD = 17;
    /** Go on. */
    public static final int CONT = 18;
    /** Stop; can't be caught. */
    public static final int STOP = 19;

    private Signals() {}
}
