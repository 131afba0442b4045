/** Every call for real, on this machine's kernel. */
package io.tandem.os;
