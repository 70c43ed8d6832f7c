using Azure.Core;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>The two places that web identity tokens come from.</summary>
internal static class WebIdentityTokens
{
    /// <summary>
    /// An Entra ID token of the managed identity for the audience. The credential keeps and renews it by itself.
    /// </summary>
    public static WebIdentityToken FromEntra(TokenCredential identity, string audience) =>
        async () =>
            (
                await identity.GetTokenAsync(
                    new TokenRequestContext([$"{audience.TrimEnd('/')}/.default"]),
                    CancellationToken.None
                )
            ).Token;

    /// <summary>The file's content, read anew each time: whoever writes the file renews it.</summary>
    public static WebIdentityToken FromFile(string path) =>
        async () =>
        {
            try
            {
                return (await File.ReadAllTextAsync(path)).Trim();
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new FailureException(
                    AwsFailures.For(
                        $"Read the web identity token of {path}",
                        Causes.IdentityTokenMissing,
                        cause.Message
                    ),
                    cause
                );
            }
        };
}
