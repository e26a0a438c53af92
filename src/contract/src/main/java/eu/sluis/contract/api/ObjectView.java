package eu.sluis.contract.api;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;

/** A stored object: one age file. */
public record ObjectView(ObjectId id, VersionId version, long sealedBytes, Digest digest) {}
