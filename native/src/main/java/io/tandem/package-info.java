/** The root of Tandem's exceptions; everything else lives in a package named after its concept. */
@NullMarked
package io.tandem;

import org.jspecify.annotations.NullMarked;
