/**
 * The bodies of requests and answers of the REST interface.
 *
 * <p>Nothing that is signed lives here: signed documents travel inside as bytes.
 */
@NullMarked
package eu.sluis.contract.api;

import org.jspecify.annotations.NullMarked;
