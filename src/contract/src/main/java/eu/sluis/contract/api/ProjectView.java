package eu.sluis.contract.api;

import eu.sluis.contract.Label;
import eu.sluis.contract.ProjectId;
import java.time.Instant;

/** A project as its members see it. */
public record ProjectView(ProjectId id, String name, Label label, Instant created) {}
