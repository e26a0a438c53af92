package eu.sluis.cli.gateway;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.api.Explanation;
import eu.sluis.contract.api.Me;
import eu.sluis.contract.api.MemberRoles;
import eu.sluis.contract.api.MemberView;
import eu.sluis.contract.api.NewKey;
import eu.sluis.contract.api.NewProject;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.contract.api.Question;
import eu.sluis.contract.api.SiteView;
import java.util.List;

/** The caller, the tenant's projects and members, and what sites there are. */
public final class TenantCalls {

    private final Wire wire;

    public TenantCalls(Wire wire) {
        this.wire = wire;
    }

    /** Who the caller is to the gateway. */
    public Me me() {
        return wire.get("/me", Me.class);
    }

    /** Registers a signing key for the caller; again does nothing. */
    public void register(PublicKey key, byte[] proof) {
        Answers.close(
                wire.put("/me/keys/" + Wire.segment(key.id().text()), new NewKey(key, proof)));
    }

    /** The projects that the caller belongs to. */
    public List<ProjectView> projects() {
        return wire.list("/projects", ProjectView.class);
    }

    /** Makes a project. */
    public ProjectView make(NewProject project) {
        return wire.post("/projects", project, ProjectView.class);
    }

    /** The tenant's members. */
    public List<MemberView> members() {
        return wire.list("/members", MemberView.class);
    }

    /** Replaces a member's roles and projects. */
    public MemberView set(String subject, MemberRoles roles) {
        return wire.put("/members/" + Wire.segment(subject), roles, MemberView.class);
    }

    /** The sites, with their operators' statements. */
    public List<SiteView> sites() {
        return wire.list("/sites", SiteView.class);
    }

    /** What policy says of each site. */
    public Explanation explain(Question question) {
        return wire.post("/explanations", question, Explanation.class);
    }
}
