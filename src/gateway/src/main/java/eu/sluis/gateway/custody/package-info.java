/**
 * The managed custodian: keystore, wrapped identities, re-addressing.
 *
 * <p>The verdict itself is eu.sluis.custody's.
 */
@NullMarked
package eu.sluis.gateway.custody;

import org.jspecify.annotations.NullMarked;
