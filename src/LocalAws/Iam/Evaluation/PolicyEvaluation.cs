using LocalAws.Iam.Documents;

namespace LocalAws.Iam.Evaluation;

/// <summary>What policies say to a request. In the order of their weight.</summary>
internal enum Verdict
{
    /// <summary>No statement is about it.</summary>
    ImplicitDeny,

    /// <summary>A statement allows it and none denies it.</summary>
    Allow,

    /// <summary>A statement denies it; nothing can outweigh that.</summary>
    ExplicitDeny,
}

/// <summary>Weighs policies as IAM does.</summary>
internal static class PolicyEvaluation
{
    /// <summary>What the policies say together.</summary>
    /// <param name="policies">Policies of one kind.</param>
    /// <param name="action">E.g. <c>s3:GetObject</c>.</param>
    /// <param name="resource">ARN, or <c>*</c> for an action on no resource in particular.</param>
    /// <param name="context">What the request says of itself.</param>
    public static Verdict Weigh(
        IEnumerable<PolicyDocument> policies,
        string action,
        string resource,
        RequestContext context
    )
    {
        return policies
            .SelectMany(policy => policy.Statements.Where(s => IsAbout(s, policy, action, resource, context)))
            .Select(s => s.Allows ? Verdict.Allow : Verdict.ExplicitDeny)
            .DefaultIfEmpty(Verdict.ImplicitDeny)
            .Max();
    }

    /// <summary>What a trust policy says to somebody who wants to take the role on.</summary>
    /// <param name="trust">The role's trust policy.</param>
    /// <param name="action">E.g. <c>sts:AssumeRole</c>.</param>
    /// <param name="isMeant">Whether a principal of the policy is the one who asks.</param>
    /// <param name="context">What the request says of itself.</param>
    public static Verdict Weigh(
        PolicyDocument trust,
        string action,
        Func<(string Kind, string Value), bool> isMeant,
        RequestContext context
    )
    {
        return trust
            .Statements.Where(s =>
                s.Principals.Any(isMeant)
                && HasAction(s, action)
                && s.Conditions.All(c => c.Holds(context, trust.HasVariables))
            )
            .Select(s => s.Allows ? Verdict.Allow : Verdict.ExplicitDeny)
            .DefaultIfEmpty(Verdict.ImplicitDeny)
            .Max();
    }

    private static bool IsAbout(
        PolicyStatement statement,
        PolicyDocument policy,
        string action,
        string resource,
        RequestContext context
    )
    {
        return HasAction(statement, action)
            && HasResource(statement, resource, policy.HasVariables ? context : null)
            && statement.Conditions.All(c => c.Holds(context, policy.HasVariables));
    }

    private static bool HasAction(PolicyStatement statement, string action) =>
        statement.Actions.Any(a => Pattern.Read(a, context: null)!.Matches(action, ignoreCase: true))
        != statement.NotActions;

    private static bool HasResource(PolicyStatement statement, string resource, RequestContext? variables) =>
        statement.Resources.Select(r => Pattern.Read(r, variables)).Any(p => p?.MatchesArn(resource) == true)
        != statement.NotResources;
}
