/**
 * Datasets, cases, versions and objects, and the store of their bytes.
 *
 * <p>Only ciphertext passes here.
 */
@NullMarked
package eu.sluis.gateway.datasets;

import org.jspecify.annotations.NullMarked;
