package eu.sluis.gateway.kit;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.gateway.tenants.PolicySigner;
import eu.sluis.seal.SigningKey;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs policies where the custodian is not part of the test; gives way to the real one. */
@DefaultBean
@ApplicationScoped
public class TestSigner implements PolicySigner {

    private final SigningKey key = SigningKey.generate();

    @Override
    public PublicKey publicKey() {
        return key.publicKey();
    }

    @Override
    public Signed sign(byte[] document) {
        return key.sign(document);
    }
}
