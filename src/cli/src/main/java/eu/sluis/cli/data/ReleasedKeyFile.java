package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.Release;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;

/** Takes the key file out of an answer to an open intent, if the custodian vouches for it. */
final class ReleasedKeyFile {

    private ReleasedKeyFile() {}

    /**
     * The key file for {@code asked}.
     *
     * @param sent the intent's exact bytes, as they were sent
     * @throws Failure if the release is not the pinned custodian's, or answers another intent, or
     *     speaks of another key file
     */
    static byte[] from(ReleaseAnswer answer, OpenIntent asked, Signed sent, Enrolment enrolment) {
        Release release = release(answer, enrolment);
        boolean ours =
                release.tenant().equals(enrolment.tenant())
                        && release.intent().equals(asked.id())
                        && release.intentDigest().equals(sent.digest())
                        && release.recipient().equals(asked.recipient())
                        && release.slot() == null;
        if (!ours) {
            throw Failure.untrusted(
                    "the custodian's release answers something else than was asked");
        }
        String version = asked.version().toString();
        byte[] keyFile = answer.keyFiles().get(version);
        Digest vouched = release.keyFiles().get(version);
        if (keyFile == null || vouched == null || !Digest.of(keyFile).equals(vouched)) {
            throw Failure.untrusted("the key file is not the one that the custodian released");
        }
        return keyFile;
    }

    private static Release release(ReleaseAnswer answer, Enrolment enrolment) {
        try {
            return Documents.open(answer.release(), enrolment.custodian(), Release.class);
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted("the release is not signed by the pinned custodian");
        }
    }
}
