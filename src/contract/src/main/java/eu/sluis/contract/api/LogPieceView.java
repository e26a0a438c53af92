package eu.sluis.contract.api;

import eu.sluis.contract.Signed;

/** A piece of a log; its object is fetched like any other of the output version. */
public record LogPieceView(Signed piece) {}
