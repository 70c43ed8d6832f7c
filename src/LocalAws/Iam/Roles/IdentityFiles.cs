using System.Text.Json;
using LocalAws.State;

namespace LocalAws.Iam.Roles;

/// <summary>
/// Roles and providers as files of the lake's state, in the form of the properties of CloudFormation's <c>AWS::IAM::Role</c> and
/// <c>AWS::IAM::OIDCProvider</c>: <c>roles/NAME.json</c> and <c>oidc-providers/NAME.json</c>.
/// </summary>
/// <param name="folder">The state.</param>
/// <param name="problems">Takes a sentence for each file that cannot be read.</param>
internal sealed class IdentityFiles(StateFolder folder, List<string> problems)
{
    public IReadOnlyList<IamRole> Roles() => Read<RoleFile, IamRole>("roles", (name, file) => new()
    {
        Name = file.RoleName ?? name,
        Path = file.Path ?? "/",
        TrustPolicy = file.AssumeRolePolicyDocument.GetRawText(),
        Policies = [.. (file.Policies ?? []).Select(p => p.PolicyDocument.GetRawText())],
        MaxSessionDuration = TimeSpan.FromSeconds(file.MaxSessionDuration ?? 3600),
    });

    public IReadOnlyList<OidcProvider> Providers() =>
        Read<ProviderFile, OidcProvider>("oidc-providers", (_, file) => new(file.Url ?? "", file.ClientIdList ?? []));

    private List<TResult> Read<TFile, TResult>(string name, Func<string, TFile, TResult> make)
    {
        var place = Path.Combine(folder.Root, name);
        List<TResult> read = [];
        var paths = Directory.Exists(place) ? Directory.GetFiles(place, "*.json") : [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            try
            {
                read.Add(make(Path.GetFileNameWithoutExtension(path), JsonSerializer.Deserialize<TFile>(File.ReadAllText(path))!));
            }
            catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                problems.Add($"The file {path} cannot be read: {e.Message}");
            }
        }

        return read;
    }

    private sealed record RoleFile(string? RoleName, string? Path, JsonElement AssumeRolePolicyDocument, IReadOnlyList<PolicyFile>? Policies, int? MaxSessionDuration);

    private sealed record PolicyFile(string? PolicyName, JsonElement PolicyDocument);

    private sealed record ProviderFile(string? Url, IReadOnlyList<string>? ClientIdList);
}
