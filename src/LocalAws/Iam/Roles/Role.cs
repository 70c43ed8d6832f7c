using System.Security.Cryptography;
using System.Text;
using LocalAws.Iam.Documents;
using LocalAws.Signing;

namespace LocalAws.Iam.Roles;

/// <summary>A role whose policies have been read.</summary>
internal sealed record Role(
    string Name,
    string Arn,
    PolicyDocument Trust,
    IReadOnlyList<PolicyDocument> Policies,
    TimeSpan MaxSession
)
{
    /// <summary>The role's unique id. Made of its ARN, so that it stays the same at every start.</summary>
    public string Id { get; } = "AROA" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Arn)))[..17];

    /// <summary>
    /// Reads a role's policies. Throws <see cref="PolicyFormatException"/> with all that is wrong with the role.
    /// </summary>
    public static Role Read(IamRole role)
    {
        List<string> problems = [];
        if (role.MaxSessionDuration < TimeSpan.FromHours(1) || role.MaxSessionDuration > TimeSpan.FromHours(12))
            problems.Add($"MaxSessionDuration of the role {role.Name} must be 1 to 12 hours.");
        var trust = Try(
            () => PolicyDocument.Trust(role.TrustPolicy),
            $"The trust policy of the role {role.Name}",
            problems
        );
        var policies = role
            .Policies.Select(
                (p, i) => Try(() => PolicyDocument.Permissions(p), $"Policy {i + 1} of the role {role.Name}", problems)
            )
            .ToList();
        if (problems.Count > 0)
            throw new PolicyFormatException(problems);
        return new(
            role.Name,
            $"arn:aws:iam::{Caller.Account}:role{role.Path}{role.Name}",
            trust!,
            [.. policies.OfType<PolicyDocument>()],
            role.MaxSessionDuration
        );
    }

    private static PolicyDocument? Try(Func<PolicyDocument> read, string what, List<string> problems)
    {
        try
        {
            return read();
        }
        catch (PolicyFormatException e)
        {
            problems.AddRange(e.Problems.Select(p => $"{what}: {p}"));
            return null;
        }
    }
}
