namespace LocalAws;

/// <summary>A role of the account, as IAM and a template of CloudFormation describe one.</summary>
public sealed record IamRole
{
    /// <summary>
    /// Name; its ARN is <c>arn:aws:iam::000000000000:role/NAME</c>, with the path between where there is one.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Begins and ends with a slash.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Who may take the role on: a trust policy, JSON.</summary>
    public required string TrustPolicy { get; init; }

    /// <summary>What the role may do: policies, JSON. None: nothing.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Longest session, 1 to 12 hours.</summary>
    public TimeSpan MaxSessionDuration { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>An identity provider of OpenID Connect whose tokens <c>AssumeRoleWithWebIdentity</c> takes.</summary>
/// <param name="Url">Issuer as its tokens name it; <c>https</c>, or <c>http</c> on a loopback address.</param>
/// <param name="ClientIds">Audiences that tokens may be for.</param>
public sealed record OidcProvider(string Url, IReadOnlyList<string> ClientIds);
