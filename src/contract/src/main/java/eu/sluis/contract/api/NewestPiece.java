package eu.sluis.contract.api;

/**
 * That the log of a job has grown; the data of an event {@code log}.
 *
 * @param number of its newest piece
 */
public record NewestPiece(long number) {}
