package io.tandem.bench.guard;

/**
 * What was found for a bound, as it travels from the JVM that measured.
 *
 * @param bound  its place among those that were asked for.
 * @param figure the ratio, or the value where nothing is compared; NaN if it couldn't be told.
 * @param low    a quarter of the ratios is below; the figure itself where nothing is compared.
 * @param high   a quarter of the ratios is above; likewise.
 * @param note   why it couldn't be told, or nothing.
 */
record Measured(int bound, double figure, double low, double high, String note) {}
