using System.Text.Json;
using LocalAws.State;

namespace LocalAws.Iam.Roles;

/// <summary>
/// Roles and providers as files of the lake's state, in the form of the properties of CloudFormation's
/// <c>AWS::IAM::Role</c> and <c>AWS::IAM::OIDCProvider</c>: <c>roles/NAME.json</c> and <c>oidc-providers/NAME.json</c>.
/// </summary>
/// <param name="folder">The state.</param>
/// <param name="problems">Takes a sentence for each file that cannot be read.</param>
internal sealed class IdentityFiles(StateFolder folder, List<string> problems)
{
    private const string RolesFolder = "roles";

    public IReadOnlyList<IamRole> Roles()
    {
        return Read<RoleFile, IamRole>(
            RolesFolder,
            (name, file) =>
                new()
                {
                    Name = file.RoleName ?? name,
                    Path = file.Path ?? "/",
                    TrustPolicy = file.AssumeRolePolicyDocument.GetRawText(),
                    Policies = [.. (file.Policies ?? []).Select(p => p.PolicyDocument.GetRawText())],
                    MaxSessionDuration = TimeSpan.FromSeconds(file.MaxSessionDuration ?? 3600),
                }
        );
    }

    /// <summary>
    /// Keeps a role for the next start. Queries that a killed process left unfinished run again before anybody has
    /// registered it anew, and they run with its rights.
    /// </summary>
    public static void Keep(StateFolder folder, IamRole role)
    {
        var file = new RoleFile(
            role.Name,
            role.Path,
            JsonSerializer.Deserialize<JsonElement>(role.TrustPolicy),
            [
                .. role.Policies.Select(
                    (policy, i) => new PolicyFile($"policy-{i + 1}", JsonSerializer.Deserialize<JsonElement>(policy))
                ),
            ],
            (int)role.MaxSessionDuration.TotalSeconds
        );
        var path = Path.Combine(
            Directory.CreateDirectory(Path.Combine(folder.Root, RolesFolder)).FullName,
            $"{role.Name}.json"
        );
        // Aside and moved: a kill leaves the old file or the new.
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(file));
        File.Move($"{path}.new", path, overwrite: true);
    }

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
                read.Add(
                    make(
                        Path.GetFileNameWithoutExtension(path),
                        JsonSerializer.Deserialize<TFile>(File.ReadAllText(path))!
                    )
                );
            }
            catch (Exception e)
                when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                problems.Add($"The file {path} cannot be read: {e.Message}");
            }
        }

        return read;
    }

    private sealed record RoleFile(
        string? RoleName,
        string? Path,
        JsonElement AssumeRolePolicyDocument,
        IReadOnlyList<PolicyFile>? Policies,
        int? MaxSessionDuration
    );

    private sealed record PolicyFile(string? PolicyName, JsonElement PolicyDocument);

    private sealed record ProviderFile(string? Url, IReadOnlyList<string>? ClientIdList);
}
