/** The JDK's sockets, blocking: the usual way between two processes of one machine. */
@NullMarked
package io.tandem.bench.socket;

import org.jspecify.annotations.NullMarked;
