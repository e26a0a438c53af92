package eu.sluis.contract;

import java.util.Locale;

/**
 * Every way in which a request can fail: its HTTP status, and what caller and operator can do.
 *
 * <p>Source of the table in src/docs/api.md.
 */
public enum ProblemType {
    INVALID_REQUEST(
            400,
            Repeat.USELESS,
            "The request does not have the documented shape",
            "Correct it as the detail says; see the API page.",
            "Nothing."),
    MALFORMED_PATH(
            400,
            Repeat.USELESS,
            "The path is not in canonical form",
            "Send plain paths: no escapes, no empty or dot segments.",
            "Nothing."),
    UNAUTHENTICATED(
            401,
            Repeat.SAFE,
            "There is no valid token",
            "Log in again (sluis login).",
            "If many callers see this, check the issuer and the clocks."),
    FORBIDDEN(
            403,
            Repeat.USELESS,
            "Your roles do not allow this",
            "Ask an administrator of your tenant for the role that the detail names.",
            "Nothing."),
    REFUSED_BY_POLICY(
            403,
            Repeat.USELESS,
            "A policy refuses this",
            "Read the clauses; sluis explain says which single change would allow it.",
            "Nothing."),
    NOT_FOUND(
            404,
            Repeat.USELESS,
            "There is no such thing, or it is not yours",
            "Check the id.",
            "Nothing."),
    CONFLICT(
            409,
            Repeat.USELESS,
            "This contradicts what is already there",
            "Look at the present state; the detail names the difference.",
            "Nothing."),
    IDEMPOTENCY_KEY_REUSED(
            409,
            Repeat.USELESS,
            "This idempotency key was used for another request",
            "Use a new key for a new request.",
            "Nothing."),
    SLOT_TAKEN(
            409,
            Repeat.USELESS,
            "The slot was redeemed with other keys",
            "End this process: another runner holds the slot.",
            "Look into it: two runners started with one attempt."),
    STALE_FENCE(
            409,
            Repeat.USELESS,
            "A newer attempt holds the job",
            "End this process: its result can no longer be committed.",
            "Nothing."),
    LENGTH_REQUIRED(
            411, Repeat.USELESS, "The length must be declared", "Send Content-Length.", "Nothing."),
    TOO_LARGE(
            413,
            Repeat.USELESS,
            "The request is larger than allowed",
            "Stay within the bound that the detail names.",
            "Nothing."),
    RANGE_NOT_SATISFIABLE(
            416,
            Repeat.USELESS,
            "The range lies outside the object",
            "Ask within the length that Content-Range names.",
            "Nothing."),
    DIGEST_MISMATCH(
            422,
            Repeat.SAFE,
            "The bytes are not those that were declared",
            "Send the object again; nothing of it was kept.",
            "If it recurs, check disks and memory on the way."),
    NOT_SEALED(
            422,
            Repeat.USELESS,
            "The bytes are not a well-formed age file of the right kind",
            "Seal it with the Sluis client, or with age to the recipient given.",
            "Nothing."),
    BAD_SIGNATURE(
            422,
            Repeat.USELESS,
            "The signature does not verify",
            "Sign the exact bytes of the document with a key that you registered.",
            "Nothing."),
    BAD_DOCUMENT(
            422,
            Repeat.USELESS,
            "The signed document is not acceptable",
            "Correct it as the detail says and sign it anew.",
            "Nothing."),
    INTENT_EXPIRED(
            422,
            Repeat.USELESS,
            "The intent is no longer in force",
            "Make and sign a new intent.",
            "Nothing."),
    DOES_NOT_FIT(
            422,
            Repeat.USELESS,
            "The job does not fit what it asks for",
            "Ask for the memory that the detail names.",
            "Nothing."),
    EVIDENCE_REQUIRED(
            403,
            Repeat.USELESS,
            "The site did not show the evidence that the policy demands",
            "Choose a site with better evidence, or lower the floor if you may.",
            "Check the node helper and the node keys of the site."),
    CUSTODY_REFUSED(
            403,
            Repeat.USELESS,
            "The custodian releases no key for this",
            "Read the detail.",
            "Check keystore and policies for tampering: the audit log names the row."),
    RELEASE_ENDED(
            403,
            Repeat.USELESS,
            "No key is released for this job any more",
            "Submit a new job if you still want the result.",
            "Nothing."),
    STORE_FULL(
            507,
            Repeat.SAFE,
            "There is no room for this",
            "Nothing was kept; try later or free space.",
            "Free or add space to the store."),
    UNAVAILABLE(
            503,
            Repeat.SAFE,
            "A part that is needed does not answer",
            "Try again; repeating is safe.",
            "Look at the log for the part that the detail names."),
    OUTCOME_UNKNOWN(
            502,
            Repeat.UNSAFE,
            "It is not known whether this took effect",
            "Do not repeat it; look at the state first.",
            "Look at the part that the detail names."),
    TOO_MANY_REQUESTS(
            429, Repeat.SAFE, "Too many requests", "Wait as Retry-After says.", "Nothing."),
    INTERNAL_ERROR(
            500,
            Repeat.USELESS,
            "Something went wrong inside",
            "Give the incident id to the operator.",
            "Find the incident id in the log.");

    /** Whether sending the same request again can help or harm. */
    public enum Repeat {
        /** It may succeed, and does no harm. */
        SAFE,
        /** It does no harm and fails again. */
        USELESS,
        /** It may do the thing twice. */
        UNSAFE
    }

    private final int status;
    private final Repeat repeat;
    private final String title;
    private final String callerAction;
    private final String operatorAction;

    ProblemType(
            int status, Repeat repeat, String title, String callerAction, String operatorAction) {
        this.status = status;
        this.repeat = repeat;
        this.title = title;
        this.callerAction = callerAction;
        this.operatorAction = operatorAction;
    }

    /** The word for it in documents and on the wire, such as {@code refused-by-policy}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The {@code type} member of RFC 9457. */
    public String uri() {
        return "urn:sluis:problem:" + code();
    }

    public int status() {
        return status;
    }

    public Repeat repeat() {
        return repeat;
    }

    public String title() {
        return title;
    }

    public String callerAction() {
        return callerAction;
    }

    public String operatorAction() {
        return operatorAction;
    }
}
