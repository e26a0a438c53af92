/**
 * Files of this machine, sealed and opened with keys of this machine.
 *
 * <p>No gateway, no enrolment, no state directory.
 */
@NullMarked
package eu.sluis.cli.offline;

import org.jspecify.annotations.NullMarked;
