package io.tandem.bench.sync;

/**
 * A record of what one finds in many.
 *
 * @param id       of it.
 * @param price    a floating-point number.
 * @param quantity a small one.
 */
public record Quote(long id, double price, int quantity) {
    static final Quote ONE = new Quote(1, 99.5, 1);
    static final Quote TWO = new Quote(2, 101.5, 2);
}
