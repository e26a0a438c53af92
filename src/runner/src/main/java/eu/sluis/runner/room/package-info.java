/**
 * Where plaintext lives while a job runs: opening into it, sealing out of it.
 *
 * <p>It starts no process but {@code mount}.
 */
@NullMarked
package eu.sluis.runner.room;

import org.jspecify.annotations.NullMarked;
