package eu.sluis.gateway.datasets;

import eu.sluis.contract.api.ObjectView;
import java.nio.file.Path;

/** An object whose bytes are in the store. */
public record StoredObject(ObjectView view, Path file) {}
