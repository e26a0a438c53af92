/** Black-box tests: the public interface and the command line, on real parts, from both sides. */
@NullMarked
package eu.sluis.e2e;

import org.jspecify.annotations.NullMarked;
