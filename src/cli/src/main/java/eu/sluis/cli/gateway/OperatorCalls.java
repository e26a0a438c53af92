package eu.sluis.cli.gateway;

import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.NewMember;
import eu.sluis.contract.api.NewMemberView;
import eu.sluis.contract.api.NewSite;
import eu.sluis.contract.api.NewTenant;
import eu.sluis.contract.api.OperatorJobView;
import eu.sluis.contract.api.SiteView;
import eu.sluis.contract.api.TenantView;
import java.util.List;

/** What the operator of the gateway may do; never anything inside a tenant. */
public final class OperatorCalls {

    private final Wire wire;

    public OperatorCalls(Wire wire) {
        this.wire = wire;
    }

    /** All tenants. */
    public List<TenantView> tenants() {
        return wire.list("/admin/tenants", TenantView.class);
    }

    /** Onboards a tenant. */
    public TenantView make(NewTenant tenant) {
        return wire.post("/admin/tenants", tenant, TenantView.class);
    }

    /** Makes a first login for a tenant. */
    public NewMemberView make(TenantId tenant, NewMember member) {
        return wire.post("/admin/tenants/" + tenant + "/members", member, NewMemberView.class);
    }

    /** All sites. */
    public List<SiteView> sites() {
        return wire.list("/admin/sites", SiteView.class);
    }

    /** Registers a site, or renews its statement. */
    public SiteView put(SiteName name, NewSite site) {
        return wire.put("/admin/sites/" + name, site, SiteView.class);
    }

    /** All jobs, without names. */
    public List<OperatorJobView> jobs() {
        return wire.list("/admin/jobs", OperatorJobView.class);
    }
}
