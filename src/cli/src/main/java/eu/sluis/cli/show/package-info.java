/**
 * What people and scripts read: tables, JSON, error lines, the progress bar.
 *
 * <p>Nothing here asks the gateway.
 */
@NullMarked
package eu.sluis.cli.show;

import org.jspecify.annotations.NullMarked;
