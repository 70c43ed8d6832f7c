namespace LocalAws.Iam.Documents;

/// <summary>An IAM policy document that has been read and found sound.</summary>
/// <param name="Statements">In the order of the document.</param>
/// <param name="HasVariables">
/// Whether <c>${...}</c> stands for something: only in documents of version 2012-10-17.
/// </param>
internal sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements, bool HasVariables)
{
    /// <summary>
    /// Reads a policy that is attached to an identity or given to a session. Throws
    /// <see cref="PolicyFormatException"/>.
    /// </summary>
    public static PolicyDocument Permissions(string json) => new PolicyReader(isTrust: false).Read(json);

    /// <summary>Reads a role's trust policy. Throws <see cref="PolicyFormatException"/>.</summary>
    public static PolicyDocument Trust(string json) => new PolicyReader(isTrust: true).Read(json);
}

/// <summary>
/// One statement. Of each pair (actions, resources) the one that the document does not have is empty.
/// </summary>
internal sealed record PolicyStatement
{
    public string? Sid { get; init; }

    public required bool Allows { get; init; }

    /// <summary>Patterns like <c>s3:Get*</c>; case does not matter.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>Whether it is about all actions but those.</summary>
    public bool NotActions { get; init; }

    /// <summary>Patterns of ARNs, or <c>*</c>; empty in a trust policy.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Whether it is about all resources but those.</summary>
    public bool NotResources { get; init; }

    /// <summary>
    /// Whom a trust policy is about: kind (<c>AWS</c>, <c>Federated</c>, <c>Service</c>, or <c>*</c> for anyone) and
    /// who.
    /// </summary>
    public IReadOnlyList<(string Kind, string Value)> Principals { get; init; } = [];

    /// <summary>All must hold.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
}

/// <summary>A policy document that is not one.</summary>
/// <param name="problems">A sentence for each problem.</param>
public sealed class PolicyFormatException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>A sentence for each problem.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
