/**
 * Stress tests: jcstress over the real classes, each with a weakened twin, and Lincheck. Compiled and run by the profile
 * {@code stress} alone; docs/testing.md says how.
 *
 * <p>A class {@code XStress} holds pairs: {@code Real...} runs what users run, and its wrong outcome is forbidden;
 * {@code Weak...}, of the same name otherwise, lacks what makes that right, and its wrong outcome, marked as interesting, has
 * to be seen. A pair without that proves nothing: it may be that this machine, or this test, can't show the error at all.
 */
package io.tandem.stress;
