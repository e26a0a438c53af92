/**
 * How a runner talks to its gateway: the site's trust anchors, signed requests, patience, the
 * lease.
 *
 * <p>No plaintext and no key of data passes here.
 */
@NullMarked
package eu.sluis.runner.link;

import org.jspecify.annotations.NullMarked;
