/**
 * Objects that live in a server process and are used by others as ordinary Java objects: lists, maps, sets, values, and services of
 * the user's own, by proxies; and one place to make and find locks, queues and arrays, which need no server to be used.
 *
 * <p>Promises between processes: a call is executed once, or its caller is told that the server died; calls of one object that change it
 * are atomic, also those that bring a function; an object lives as long as somebody alive can reach it, a proxy that is on its way
 * included; a client that dies leaves nothing, and a server that dies leaves nobody waiting.
 *
 * <p>Imports {@code process}, {@code channel}, {@code sync}, {@code value}, {@code codec}, {@code wait}, {@code segment}, {@code
 * function} and {@code os}; {@code pool} isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.manager;

import org.jspecify.annotations.NullMarked;
