namespace CommerceAnalytics.Aws.Settings;

/// <summary>Where the program's AWS credentials come from.</summary>
public enum CredentialSource
{
    /// <summary>The SDK's own chain: environment, profile, container, instance. No role is assumed.</summary>
    Default = 0,

    /// <summary>
    /// A token of the Azure managed identity becomes a role session (<c>AssumeRoleWithWebIdentity</c>). What production
    /// uses.
    /// </summary>
    ManagedIdentity = 1,

    /// <summary>
    /// A token read from a file becomes a role session (<c>AssumeRoleWithWebIdentity</c>), e.g. in Kubernetes.
    /// </summary>
    WebIdentityTokenFile = 2,

    /// <summary>
    /// The SDK's own chain assumes the role (<c>AssumeRole</c>), with an external id where one is set.
    /// </summary>
    AssumeRole = 3,
}
