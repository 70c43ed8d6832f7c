using LocalAws.Iam.Documents;
using LocalAws.Iam.Evaluation;
using LocalAws.Iam.Roles;
using LocalAws.Signing;

namespace LocalAws.Iam.Access;

/// <summary>Says whether a caller may do what it wants to do.</summary>
/// <param name="identities">
/// Roles and their policies, as they are now: a session's rights change with its role's.
/// </param>
/// <param name="region">The account's region.</param>
/// <param name="time">Now, for conditions on it.</param>
internal sealed class Authorizer(Identities identities, string region, TimeProvider time)
{
    /// <summary>Null where the caller may; else why not, in IAM's words.</summary>
    public string? Refusal(Caller caller, AccessRequest access)
    {
        if (Reason(caller, access) is { } reason)
            return $"User: {caller.Arn} is not authorized to perform: {access.Action} on resource: {access.Resource} {reason}";
        return null;
    }

    /// <summary>The first refusal of several requests, or null.</summary>
    public string? Refusal(Caller caller, IEnumerable<AccessRequest> accesses)
    {
        var refusals = accesses.Select(access => Refusal(caller, access));
        return refusals.FirstOrDefault(refusal => refusal is not null);
    }

    public bool Allows(Caller caller, AccessRequest access) => Reason(caller, access) is null;

    private string? Reason(Caller caller, AccessRequest access)
    {
        // The lake's own keys are the account's administrator: all is theirs, and no policy could take it away.
        if (caller.IsAdministrator)
            return null;
        var context = Context(caller, access);
        var policies = caller.RoleArn is { } arn && identities.Find(arn) is { } role ? role.Policies : [];
        return Reason(policies, "an identity-based policy", "no identity-based policy", access, context)
            ?? (
                caller.SessionPolicy is { } session
                    ? Reason(
                        [PolicyDocument.Permissions(session)],
                        "a session policy",
                        "no session policy",
                        access,
                        context
                    )
                    : null
            );
    }

    private static string? Reason(
        IEnumerable<PolicyDocument> policies,
        string one,
        string none,
        AccessRequest access,
        RequestContext context
    ) =>
        PolicyEvaluation.Weigh(policies, access.Action, access.Resource, context) switch
        {
            Verdict.Allow => null,
            Verdict.ExplicitDeny => $"with an explicit deny in {one}",
            _ => $"because {none} allows the {access.Action} action",
        };

    private RequestContext Context(Caller caller, AccessRequest access)
    {
        var now = time.GetUtcNow();
        var context = new RequestContext()
            .With("aws:PrincipalArn", caller.RoleArn ?? caller.Arn)
            .With("aws:PrincipalAccount", Caller.Account)
            .With("aws:PrincipalType", caller.RoleArn is null ? "User" : "AssumedRole")
            .With("aws:userid", caller.UserId)
            .With("aws:username", caller.RoleArn is null ? caller.Arn[(caller.Arn.LastIndexOf('/') + 1)..] : null)
            .With("aws:RequestedRegion", region)
            .With("aws:ResourceAccount", Caller.Account)
            .With("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))
            .With("aws:EpochTime", now.ToUnixTimeSeconds().ToString())
            // What goes over the loopback device leaves the machine by no wire.
            .With("aws:SecureTransport", "true");
        foreach (var (key, value) in access.Conditions)
            context.With(key, value);
        return context;
    }
}
