using System.Text.RegularExpressions;

namespace CommerceAnalytics.Aws.Settings;

/// <summary>
/// What <see cref="AwsSettings"/> must satisfy. A value that the chosen source would ignore is a problem too: whoever
/// set it believes that the program uses it.
/// </summary>
internal static partial class AwsSettingsRules
{
    public static IEnumerable<string> ProblemsOf(AwsSettings settings) =>
        [.. Values(settings), .. Needed(settings), .. Ignored(settings)];

    private static IEnumerable<string> Values(AwsSettings settings)
    {
        if (!RegionName().IsMatch(settings.Region ?? ""))
            yield return $"Aws:Region is '{settings.Region}': give a region's name such as ap-northeast-2.";
        if (!Enum.IsDefined(settings.Credentials))
            yield return $"Aws:Credentials is '{settings.Credentials}': give one of {string.Join(", ", Enum.GetNames<CredentialSource>())}.";
        if (IsSet(settings.RoleArn) && !RoleName().IsMatch(settings.RoleArn!))
            yield return $"Aws:RoleArn is '{settings.RoleArn}': give an ARN such as arn:aws:iam::123456789012:role/commerce-analytics.";
        if (IsSet(settings.ManagedIdentityClientId) && !Guid.TryParse(settings.ManagedIdentityClientId, out _))
            yield return $"Aws:ManagedIdentityClientId is '{settings.ManagedIdentityClientId}': give the client id of the managed identity, a GUID.";
        if (IsSet(settings.ExternalId) && !ExternalIdText().IsMatch(settings.ExternalId!))
            yield return "Aws:ExternalId: give 2 to 1224 letters, digits or + = , . @ : / -, as in the role's trust policy.";
        if (IsSet(settings.ServiceUrl) && ServiceUrlProblem(settings.ServiceUrl!) is { } problem)
            yield return $"Aws:ServiceUrl is '{settings.ServiceUrl}': {problem}";
    }

    private static IEnumerable<string> Needed(AwsSettings settings)
    {
        if (settings.Credentials is not CredentialSource.Default && !IsSet(settings.RoleArn))
            yield return $"Aws:RoleArn is not set, and Aws:Credentials is {settings.Credentials}: give the role to take on.";
        if (settings.Credentials is CredentialSource.ManagedIdentity && !IsSet(settings.Audience))
            yield return "Aws:Audience is not set, and Aws:Credentials is ManagedIdentity: give the App ID URI of the app registration that the role trusts.";
        if (settings.Credentials is CredentialSource.WebIdentityTokenFile && !IsSet(settings.WebIdentityTokenFile))
            yield return "Aws:WebIdentityTokenFile is not set, and Aws:Credentials is WebIdentityTokenFile: give the path of the token's file.";
    }

    private static IEnumerable<string> Ignored(AwsSettings settings)
    {
        (string Name, string? Value, CredentialSource[] UsedBy)[] uses =
        [
            (
                nameof(AwsSettings.RoleArn),
                settings.RoleArn,
                [CredentialSource.ManagedIdentity, CredentialSource.WebIdentityTokenFile, CredentialSource.AssumeRole]
            ),
            (nameof(AwsSettings.Audience), settings.Audience, [CredentialSource.ManagedIdentity]),
            (
                nameof(AwsSettings.ManagedIdentityClientId),
                settings.ManagedIdentityClientId,
                [CredentialSource.ManagedIdentity]
            ),
            (
                nameof(AwsSettings.WebIdentityTokenFile),
                settings.WebIdentityTokenFile,
                [CredentialSource.WebIdentityTokenFile]
            ),
            (nameof(AwsSettings.ExternalId), settings.ExternalId, [CredentialSource.AssumeRole]),
        ];
        return uses.Where(use => IsSet(use.Value) && !use.UsedBy.Contains(settings.Credentials))
            .Select(use =>
                $"Aws:{use.Name} is set, but Aws:Credentials is {settings.Credentials}, which does not use it: remove it, or choose {string.Join(" or ", use.UsedBy)}."
            );
    }

    private static string? ServiceUrlProblem(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) switch
        {
            false => "give an absolute address such as http://127.0.0.1:4566.",
            true when url!.Scheme == Uri.UriSchemeHttps => null,
            true when url.Scheme != Uri.UriSchemeHttp => "give an http or https address.",
            true when !url.IsLoopback =>
                "plain http is for this machine only, since session tokens travel in it; use https.",
            _ => null,
        };

    private static bool IsSet(string? value) => !string.IsNullOrWhiteSpace(value);

    [GeneratedRegex(@"^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$", RegexOptions.None, 1000)]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,512}$", RegexOptions.None, 1000)]
    private static partial Regex RoleName();

    [GeneratedRegex(@"^[\w+=,.@:/-]{2,1224}$", RegexOptions.None, 1000)]
    private static partial Regex ExternalIdText();
}
