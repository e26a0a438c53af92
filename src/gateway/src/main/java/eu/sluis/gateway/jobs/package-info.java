/**
 * From intent to committed result: accept, place, dispatch, release, commit.
 *
 * <p>The top of the house: nobody depends on it.
 */
@NullMarked
package eu.sluis.gateway.jobs;

import org.jspecify.annotations.NullMarked;
