/** A user's program, which knows nothing of Tandem's build. */
module com.example.outside {
    requires io.tandem.core;

    // Its records travel, and aren't public.
    opens com.example.outside to
            io.tandem.core;
}
