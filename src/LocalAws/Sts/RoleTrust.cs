using LocalAws.Iam.Access;
using LocalAws.Iam.Evaluation;
using LocalAws.Iam.Roles;
using LocalAws.Signing;
using LocalAws.Sts.WebIdentity;
using LocalAws.Wire;

namespace LocalAws.Sts;

/// <summary>
/// Says whether a role may be taken on, by its trust policy. To a stranger a role that is not there looks like one that
/// does not trust him.
/// </summary>
internal sealed class RoleTrust(Identities identities, Authorizer authorizer)
{
    private const string Assume = "sts:AssumeRole";

    /// <summary>The role, for an AWS caller. Throws <c>AccessDenied</c>.</summary>
    public Role Demand(RoleRequest request, Caller caller, string? externalId)
    {
        var access = new AccessRequest(Assume, request.RoleArn)
        {
            Conditions = [("sts:ExternalId", externalId), ("sts:RoleSessionName", request.SessionName)],
        };
        var context = new RequestContext()
            .With("aws:PrincipalArn", caller.RoleArn ?? caller.Arn)
            .With("aws:PrincipalAccount", Caller.Account);
        foreach (var (key, value) in access.Conditions)
            context.With(key, value);
        if (identities.Find(request.RoleArn) is { } role)
        {
            // Who is named may; who is only of the account that is named needs the right from his own policies too.
            var named = PolicyEvaluation.Weigh(
                role.Trust,
                Assume,
                p => p.Kind == "AWS" && (p.Value == caller.Arn || p.Value == caller.RoleArn),
                context
            );
            var account = PolicyEvaluation.Weigh(
                role.Trust,
                Assume,
                p => p.Kind == "*" || (p.Kind == "AWS" && IsAccount(p.Value)),
                context
            );
            if (
                named != Verdict.ExplicitDeny
                && account != Verdict.ExplicitDeny
                && (named == Verdict.Allow || (account == Verdict.Allow && authorizer.Allows(caller, access)))
            )
                return role;
        }

        throw new AwsException(
            "AccessDenied",
            $"User: {caller.Arn} is not authorized to perform: {Assume} on resource: {request.RoleArn}",
            403
        );
    }

    /// <summary>The role, for the bearer of a verified token. Throws <c>AccessDenied</c>.</summary>
    public Role Demand(RoleRequest request, WebIdentityToken token)
    {
        const string action = "sts:AssumeRoleWithWebIdentity";
        var provider = token.Issuer[(token.Issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var context = new RequestContext()
            .With($"{provider}:aud", token.Audience)
            .With($"{provider}:oaud", token.AuthorizedParty is null ? null : token.Audiences[0])
            .With($"{provider}:sub", token.Subject)
            .With("sts:RoleSessionName", request.SessionName);
        return
            identities.Find(request.RoleArn) is { } role
            && PolicyEvaluation.Weigh(
                role.Trust,
                action,
                p => p == ("Federated", $"arn:aws:iam::{Caller.Account}:oidc-provider/{provider}"),
                context
            ) == Verdict.Allow
            ? role
            : throw new AwsException("AccessDenied", $"Not authorized to perform {action}", 403);
    }

    private static bool IsAccount(string principal) =>
        principal is "*" or Caller.Account or $"arn:aws:iam::{Caller.Account}:root";
}
