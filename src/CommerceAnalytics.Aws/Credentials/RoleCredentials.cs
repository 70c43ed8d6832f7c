using Amazon.Runtime;
using Azure.Identity;
using CommerceAnalytics.Aws.Clients;
using CommerceAnalytics.Aws.Settings;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Chooses the process's credentials by the settings.</summary>
internal static class RoleCredentials
{
    /// <summary>The credentials, or null for the SDK's own chain, which resolves and renews them itself.</summary>
    public static AWSCredentials? Create(AwsSettings settings, RoleSessionName name, TimeProvider time, ILoggerFactory logs) =>
        Sessions(settings) is { } sessions ? new RoleSessionCredentials(sessions, name, time, logs.CreateLogger<RoleSessionCredentials>()) : null;

    private static IRoleSessions? Sessions(AwsSettings settings) => settings.Credentials switch
    {
        CredentialSource.ManagedIdentity => WithToken(settings, WebIdentityTokens.FromEntra(ManagedIdentity(settings), settings.Audience!)),
        CredentialSource.WebIdentityTokenFile => WithToken(settings, WebIdentityTokens.FromFile(settings.WebIdentityTokenFile!)),
        CredentialSource.AssumeRole => new AssumedRoleSessions(AwsClients.Sts(settings, credentials: null), settings.RoleArn!, settings.ExternalId),
        _ => null,
    };

    // The token is all the proof there is: the request itself is not signed.
    private static WebIdentitySessions WithToken(AwsSettings settings, WebIdentityToken token) =>
        new(AwsClients.Sts(settings, new AnonymousAWSCredentials()), settings.RoleArn!, token);

    private static ManagedIdentityCredential ManagedIdentity(AwsSettings settings) => new(
        string.IsNullOrWhiteSpace(settings.ManagedIdentityClientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(settings.ManagedIdentityClientId));
}
