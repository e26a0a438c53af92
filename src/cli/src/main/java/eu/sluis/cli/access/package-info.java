/**
 * What the CLI trusts and who it is: state directory, enrolment, TLS, tokens, signing key.
 *
 * <p>No data of the tenant passes here.
 */
@NullMarked
package eu.sluis.cli.access;

import org.jspecify.annotations.NullMarked;
