package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What somebody puts a signature under; its {@code type} member separates the domains.
 *
 * <p>Source: src/docs/formats/documents.md, which has an example of each.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunIntent.class, name = "sluis.run-intent.v1"),
    @JsonSubTypes.Type(value = OpenIntent.class, name = "sluis.open-intent.v1"),
    @JsonSubTypes.Type(value = Enrolment.class, name = "sluis.enrolment.v1"),
    @JsonSubTypes.Type(value = DatasetRecipient.class, name = "sluis.dataset-recipient.v1"),
    @JsonSubTypes.Type(value = SiteStatement.class, name = "sluis.site-statement.v1"),
    @JsonSubTypes.Type(value = NodeStatement.class, name = "sluis.node-statement.v1"),
    @JsonSubTypes.Type(value = Redemption.class, name = "sluis.redemption.v1"),
    @JsonSubTypes.Type(value = Release.class, name = "sluis.release.v1"),
    @JsonSubTypes.Type(value = VersionRecord.class, name = "sluis.version.v1"),
    @JsonSubTypes.Type(value = LogPiece.class, name = "sluis.log-piece.v1"),
    @JsonSubTypes.Type(value = Receipt.class, name = "sluis.receipt.v1"),
    @JsonSubTypes.Type(value = AttemptReport.class, name = "sluis.attempt-report.v1")
})
public sealed interface Document
        permits Intent,
                Enrolment,
                DatasetRecipient,
                SiteStatement,
                NodeStatement,
                Redemption,
                Release,
                VersionRecord,
                LogPiece,
                Receipt,
                AttemptReport {}
