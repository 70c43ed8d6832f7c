using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using LocalAws.Wire;
using Microsoft.IdentityModel.Tokens;

namespace LocalAws.Sts.WebIdentity;

/// <summary>
/// Fetches the keys that a provider publishes: its discovery document says where they are. Asked anew each time, since
/// keys are rotated.
/// </summary>
internal sealed class ProviderKeys : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    /// <summary>
    /// Throws <c>IDPCommunicationError</c> where the provider cannot be reached, <c>InvalidIdentityToken</c> where it
    /// says nothing useful.
    /// </summary>
    public async Task<IReadOnlyList<SecurityKey>> FetchAsync(OidcProvider provider, CancellationToken cancellationToken)
    {
        var discovery = await GetAsync<Discovery>(
            new Uri(provider.Url.TrimEnd('/') + "/.well-known/openid-configuration"),
            cancellationToken
        );
        if (
            discovery?.Issuer?.TrimEnd('/') != provider.Url.TrimEnd('/')
            || !Uri.TryCreate(discovery.JwksUri, UriKind.Absolute, out var place)
            || !IsSafe(place)
        )
            throw NoKey();
        var set = await GetAsync<JsonElement>(place, cancellationToken);
        return Keys(set);
    }

    /// <summary>What STS says where it finds no key to verify with.</summary>
    public static AwsException NoKey()
    {
        return WebIdentityToken.Invalid(
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"
        );
    }

    public void Dispose() => _http.Dispose();

    // Keys that came over the network unprotected would prove nothing.
    private static bool IsSafe(Uri place)
    {
        if (place.Scheme == Uri.UriSchemeHttps)
            return true;
        return place.Scheme == Uri.UriSchemeHttp && place.IsLoopback;
    }

    private async Task<T?> GetAsync<T>(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(address, cancellationToken);
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadFromJsonAsync<T>(cancellationToken);
            throw NoKey();
        }
        catch (JsonException)
        {
            throw NoKey();
        }
        catch (Exception e)
            when (!cancellationToken.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            throw new AwsException(
                "IDPCommunicationError",
                $"The identity provider {address.Authority} could not be reached: {e.Message}"
            );
        }
    }

    private static List<SecurityKey> Keys(JsonElement set)
    {
        try
        {
            return [.. new JsonWebKeySet(set.GetRawText()).GetSigningKeys()];
        }
        catch (ArgumentException)
        {
            throw NoKey();
        }
    }

    private sealed record Discovery(string? Issuer, [property: JsonPropertyName("jwks_uri")] string? JwksUri);
}
