package io.tandem.manager;

import java.io.Serializable;

/**
 * What a manager's server has at some instant.
 *
 * @param objects that it keeps: lists, maps, sets, values, services, and shared objects with a name.
 * @param clients processes that have called it and live.
 * @param lines   ways for answers, one for each call that was ever under way at the same time.
 * @param threads that execute calls now, or wait to.
 * @param running calls that are being executed now, this one included.
 * @param calls   executed so far.
 */
public record ManagerStats(int objects, int clients, int lines, int threads, int running, long calls)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
