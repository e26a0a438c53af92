package eu.sluis.gateway.tenants;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;

/**
 * The custodian as far as tenants need it: it signs their policies, so that an edited row is
 * noticed. Implemented by the package {@code custody}, which stands above this one.
 */
public interface PolicySigner {

    /** The custodian's public key, which enrolments pin. */
    PublicKey publicKey();

    /**
     * Signs exactly these bytes.
     *
     * @param document the canonical form of a {@link Policy}
     */
    Signed sign(byte[] document);
}
