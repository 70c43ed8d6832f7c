using Amazon.Runtime;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>The process's one set of credentials.</summary>
/// <param name="Credentials">Or null: the SDK's own chain.</param>
internal sealed record AwsIdentity(AWSCredentials? Credentials) : IDisposable
{
    public void Dispose() => (Credentials as RoleSessionCredentials)?.Dispose();
}
