package io.tandem.manager;

/**
 * What a manager's server has at some instant.
 *
 * @param objects that it keeps: lists, maps, sets, values, services, and shared objects with a name.
 * @param clients processes that have called it and live.
 * @param threads that execute calls now, or wait to.
 * @param running calls that are being executed now, this one included.
 * @param calls   taken so far, with those that opened connections.
 */
public record ManagerStats(int objects, int clients, int threads, int running, long calls) {}
