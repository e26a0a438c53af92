/**
 * The signed documents: what a user, a site, a node, a custodian or a runner puts a signature
 * under.
 *
 * <p>Shapes only: src/docs/formats states their bytes, custody decides on them.
 */
@NullMarked
package eu.sluis.contract.document;

import org.jspecify.annotations.NullMarked;
