using System.Collections.Concurrent;
using LocalAws.Iam.Documents;
using LocalAws.State;

namespace LocalAws.Iam.Roles;

/// <summary>
/// The account's roles and identity providers: those of the options, and those that lie as files in the lake's state.
/// </summary>
internal sealed class Identities
{
    private readonly ConcurrentDictionary<string, Role> _roles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OidcProvider> _providers = new(StringComparer.Ordinal);
    private readonly StateFolder _folder;

    /// <summary>
    /// Gathers all of them; options win over files. Throws <see cref="LocalAwsStartException"/> with everything that is
    /// wrong.
    /// </summary>
    public Identities(StateFolder folder, LocalAwsOptions options)
    {
        _folder = folder;
        List<string> problems = [];
        var files = new IdentityFiles(folder, problems);
        foreach (var provider in files.Providers().Concat(options.OidcProviders))
            Try(() => Put(provider), problems);
        foreach (var role in files.Roles().Concat(options.Roles))
            Try(() => Put(role), problems);
        if (problems.Count > 0)
            throw new LocalAwsStartException(LocalAwsStartProblem.InvalidIdentity, string.Join(" ", problems));
    }

    public Role? Find(string arn) => _roles.GetValueOrDefault(arn);

    public OidcProvider? FindProvider(string issuer) => _providers.GetValueOrDefault(issuer);

    /// <summary>
    /// Registers a role, or replaces the one of its name. Throws <see cref="PolicyFormatException"/>.
    /// </summary>
    public void Put(IamRole role)
    {
        var read = Role.Read(role);
        _roles[read.Arn] = read;
    }

    /// <summary>Registers a role and keeps it for the next start. Throws <see cref="PolicyFormatException"/>.</summary>
    public void Keep(IamRole role)
    {
        Put(role);
        IdentityFiles.Keep(_folder, role);
    }

    /// <summary>Registers a provider. Throws <see cref="PolicyFormatException"/>.</summary>
    public void Put(OidcProvider provider)
    {
        if (
            !Uri.TryCreate(provider.Url, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        )
            throw new PolicyFormatException([
                $"The identity provider '{provider.Url}' must be an https address, or an http one of this machine.",
            ]);
        _providers[provider.Url] = provider;
    }

    private static void Try(Action put, List<string> problems)
    {
        try
        {
            put();
        }
        catch (PolicyFormatException e)
        {
            problems.AddRange(e.Problems);
        }
    }
}
