package eu.sluis.runner;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.custody.Documents;
import eu.sluis.runner.link.Gateway;
import eu.sluis.runner.link.Patience;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redeems the slot with two keys made for it, and believes of the answer only what the pinned
 * custodian signed about these very keys, this attempt and this site.
 */
record Redeemer(AttemptId attempt, Site site, Identity identity, SigningKey key) {

    /**
     * Asks until the custodian has answered, with the same bytes each time.
     *
     * @throws ProblemException the custodian's refusal; UNAVAILABLE if it is too slow;
     *     BAD_SIGNATURE, BAD_DOCUMENT, DIGEST_MISMATCH or NOT_SEALED if the answer is not what it
     *     should be
     */
    Grant redeem(Gateway gateway, NodeEvidence evidence, Patience patience)
            throws IOException, InterruptedException {
        Redemption redemption =
                new Redemption(attempt, 0, identity.recipient().toString(), key.publicKey());
        Signed signed = Documents.sign(key, redemption);
        byte[] body =
                Gateway.body(
                        new NewRedemption(signed, evidence.under(signed.document()).orElse(null)));
        return verified(patience.until(() -> gateway.redeem(body)));
    }

    /** The grant in an answer. */
    Grant verified(ReleaseAnswer answer) {
        Release release = release(answer.release());
        @Nullable SlotGrant slot = release.slot();
        if (slot == null || !forThisSlot(release, slot)) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the release is for another slot or other keys");
        }
        RunIntent intent = intent(answer.intent(), release, slot);
        return new Grant(release, slot, intent, keys(answer, release, slot, intent));
    }

    private Release release(Signed signed) {
        try {
            return Documents.open(signed, site.custodian(), Release.class);
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE,
                    "the release is not signed by the custodian that this site pins");
        }
    }

    private boolean forThisSlot(Release release, SlotGrant slot) {
        return slot.attempt().equals(attempt)
                && slot.rank() == 0
                && slot.site().equals(site.name())
                && slot.runnerKey().equals(key.publicKey())
                && release.recipient().equals(identity.recipient().toString());
    }

    private static RunIntent intent(Signed signed, Release release, SlotGrant slot) {
        if (!signed.digest().equals(release.intentDigest())) {
            throw new ProblemException(
                    ProblemType.DIGEST_MISMATCH, "the intent is not the one that was released for");
        }
        RunIntent intent = Json.readCanonical(signed.document(), RunIntent.class);
        if (!intent.id().equals(release.intent()) || !intent.theCase().equals(slot.theCase())) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the intent and the release do not agree");
        }
        return intent;
    }

    private Map<VersionId, List<Identity>> keys(
            ReleaseAnswer answer, Release release, SlotGrant slot, RunIntent intent) {
        Set<VersionId> versions = new HashSet<>();
        versions.add(intent.bundle().version());
        for (Input input : intent.inputs()) {
            versions.add(Grant.version(input, slot).version());
        }
        Map<VersionId, List<Identity>> keys = new HashMap<>();
        for (VersionId version : versions) {
            byte @Nullable [] keyFile = answer.keyFiles().get(version.toString());
            @Nullable Digest digest = release.keyFiles().get(version.toString());
            if (keyFile == null || digest == null || !Digest.of(keyFile).equals(digest)) {
                throw new ProblemException(
                        ProblemType.DIGEST_MISMATCH, "a key file is not the one that was released");
            }
            keys.put(version, open(keyFile));
        }
        return keys;
    }

    private List<Identity> open(byte[] keyFile) {
        try {
            return KeyFile.open(keyFile, identity);
        } catch (OpenFailure e) {
            throw new ProblemException(
                    ProblemType.NOT_SEALED, "a key file is not sealed to this slot alone");
        }
    }
}
