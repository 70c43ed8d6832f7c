using System.Globalization;
using System.Text.RegularExpressions;
using LocalAws.Iam.Documents;
using LocalAws.Iam.Roles;
using LocalAws.Signing;
using LocalAws.Wire;

namespace LocalAws.Sts;

/// <summary>
/// What every way of assuming a role takes: the role, a name for the session, how long it lasts, a policy that narrows
/// its rights or null.
/// </summary>
internal sealed partial record RoleRequest(string RoleArn, string SessionName, TimeSpan Duration, string? Policy)
{
    private const int LongestPolicy = 2048;

    private static readonly TimeSpan LongestChained = TimeSpan.FromHours(1);

    /// <summary>
    /// Reads and checks the members that <c>AssumeRole...</c> operations share. Throws <c>ValidationError</c> or
    /// <c>MalformedPolicyDocument</c>.
    /// </summary>
    public static RoleRequest Read(IReadOnlyDictionary<string, string> form)
    {
        var role = form.GetValueOrDefault("RoleArn") ?? throw StsErrors.Missing("roleArn");
        if (!RoleArnPattern().IsMatch(role))
            throw new AwsException("ValidationError", $"{role} is invalid");
        var session = form.GetValueOrDefault("RoleSessionName") ?? throw StsErrors.Missing("roleSessionName");
        if (!SessionNamePattern().IsMatch(session))
            throw StsErrors.Invalid(
                session,
                "roleSessionName",
                "Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}"
            );
        if (form.Keys.Any(k => k.StartsWith("PolicyArns.", StringComparison.Ordinal)))
            throw new AwsException(
                "ValidationError",
                "LocalAws has no managed policies; give the session policy itself, as Policy."
            );
        return new(
            role,
            session,
            ReadDuration(form.GetValueOrDefault("DurationSeconds", "3600")),
            ReadPolicy(form.GetValueOrDefault("Policy"))
        );
    }

    /// <summary>
    /// The caller that the session of this role stands for. Throws <c>ValidationError</c> where the session is to last
    /// longer than it may.
    /// </summary>
    /// <param name="role">The role.</param>
    /// <param name="isChained">Whether it is taken on by another role's session.</param>
    public Caller ToCaller(Role role, bool isChained)
    {
        if (Duration > role.MaxSession)
            throw new AwsException(
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            );
        if (isChained && Duration > LongestChained)
            throw new AwsException(
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
            );
        return new($"arn:aws:sts::{Caller.Account}:assumed-role/{role.Name}/{SessionName}", $"{role.Id}:{SessionName}")
        {
            RoleArn = role.Arn,
            SessionPolicy = Policy,
        };
    }

    private static TimeSpan ReadDuration(string text)
    {
        if (int.TryParse(text, NumberStyles.None, null, out var seconds) && seconds is >= 900 and <= 43200)
            return TimeSpan.FromSeconds(seconds);
        throw StsErrors.Invalid(text, "durationSeconds", "Member must have value between 900 and 43200");
    }

    private static string? ReadPolicy(string? policy)
    {
        if (policy is null)
            return null;
        if (policy.Length is 0 or > LongestPolicy)
            throw StsErrors.Invalid(policy, "policy", $"Member must have length between 1 and {LongestPolicy}");
        try
        {
            PolicyDocument.Permissions(policy);
            return policy;
        }
        catch (PolicyFormatException e)
        {
            throw new AwsException("MalformedPolicyDocument", e.Message);
        }
    }

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:role/([\u0021-\u007E]+/)?[\w+=,.@-]{1,64}\z", RegexOptions.None, 1000)]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.None, 1000)]
    private static partial Regex SessionNamePattern();
}
