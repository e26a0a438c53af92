package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;

/** The custodian's word which key signs for a job's slot. */
final class RunnerCertificate {

    private RunnerCertificate() {}

    /**
     * The grant that lets a runner write the version.
     *
     * @throws Failure if the version has none, or the pinned custodian did not make it for this
     *     tenant, case and version
     */
    static SlotGrant verified(VersionView version, Enrolment enrolment) {
        Signed authority = version.authority();
        if (authority == null) {
            throw Failure.untrusted("no release certifies the runner that wrote this version");
        }
        Release release = release(authority, enrolment);
        SlotGrant grant = release.slot();
        if (grant == null || !fits(release, grant, version, enrolment)) {
            throw Failure.untrusted("the release certifies the runner for something else");
        }
        return grant;
    }

    private static boolean fits(
            Release release, SlotGrant grant, VersionView version, Enrolment enrolment) {
        return release.tenant().equals(enrolment.tenant())
                && grant.output().equals(version.id())
                && grant.theCase().equals(version.dataset());
    }

    private static Release release(Signed authority, Enrolment enrolment) {
        try {
            return Documents.open(authority, enrolment.custodian(), Release.class);
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted("the runner's release is not signed by the pinned custodian");
        }
    }
}
