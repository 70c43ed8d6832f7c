using Amazon.Runtime;
using Azure.Identity;
using CommerceAnalytics.Aws.Settings;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Chooses the process's credentials by the settings.</summary>
internal static class RoleCredentials
{
    /// <summary>The credentials, or null for the SDK's own chain, which resolves and renews them itself.</summary>
    /// <param name="settings">Which ones.</param>
    /// <param name="own">What stands in the place of the SDK's own chain, or null.</param>
    /// <param name="name">Name of role sessions.</param>
    /// <param name="time">Clock of expiries.</param>
    /// <param name="logs">Where new sessions are logged.</param>
    public static AWSCredentials? Create(
        AwsSettings settings,
        AWSCredentials? own,
        RoleSessionName name,
        TimeProvider time,
        ILoggerFactory logs
    ) =>
        Sessions(settings, own) is { } sessions
            ? new RoleSessionCredentials(sessions, name, time, logs.CreateLogger<RoleSessionCredentials>())
            : own;

    /// <summary>Where the identity's token comes from, or null where credentials come without one.</summary>
    public static WebIdentityToken? Token(AwsSettings settings) =>
        settings.Credentials switch
        {
            CredentialSource.ManagedIdentity => WebIdentityTokens.FromEntra(
                ManagedIdentity(settings),
                settings.Audience!
            ),
            CredentialSource.WebIdentityTokenFile => WebIdentityTokens.FromFile(settings.WebIdentityTokenFile!),
            _ => null,
        };

    private static IRoleSessions? Sessions(AwsSettings settings, AWSCredentials? own) =>
        settings.Credentials switch
        {
            CredentialSource.ManagedIdentity or CredentialSource.WebIdentityTokenFile => WithToken(
                settings,
                Token(settings)!
            ),
            CredentialSource.AssumeRole => new AssumedRoleSessions(
                AwsClients.Sts(settings, own),
                settings.RoleArn!,
                settings.ExternalId
            ),
            _ => null,
        };

    // The token is all the proof there is: the request itself is not signed.
    private static WebIdentitySessions WithToken(AwsSettings settings, WebIdentityToken token) =>
        new(AwsClients.Sts(settings, new AnonymousAWSCredentials()), settings.RoleArn!, token);

    private static ManagedIdentityCredential ManagedIdentity(AwsSettings settings) =>
        new(
            string.IsNullOrWhiteSpace(settings.ManagedIdentityClientId)
                ? ManagedIdentityId.SystemAssigned
                : ManagedIdentityId.FromUserAssignedClientId(settings.ManagedIdentityClientId)
        );
}
