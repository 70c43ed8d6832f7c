using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Http.Keys;

/// <summary>Which keys open an endpoint.</summary>
/// <param name="Level">The authorization level; <c>System</c> is that of the durable task webhooks.</param>
public sealed record KeyRequirement(AuthorizationLevel Level);

/// <summary>
/// Decides whether a request may pass: by the key in <c>x-functions-key</c> or the one in <c>?code=</c>, either of
/// which will do, or by the session of a browser.
/// </summary>
/// <remarks>
/// The Functions host looks at the header alone where there is one. A client that sends its function key with every
/// request could then not follow a management address, whose own key is in its query; letting it pass opens nothing
/// that either key does not open by itself.
/// </remarks>
internal sealed class KeyCheck(HostKeys keys, BrowserSessions sessions)
{
    private const string Header = "x-functions-key";
    private const string Query = "code";

    private readonly byte[] _function = Digest(keys.FunctionKey);
    private readonly byte[] _host = Digest(keys.HostKey);
    private readonly byte[] _master = Digest(keys.MasterKey);
    private readonly byte[] _durableExtension = Digest(keys.DurableExtensionKey);

    public bool Allows(HttpContext http, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        if (level is AuthorizationLevel.Function or AuthorizationLevel.System && sessions.IsLetIn(http))
            return true;
        var request = http.Request;
        return Opens(request.Headers[Header].FirstOrDefault(), level)
            | Opens(request.Query[Query].FirstOrDefault(), level);
    }

    private bool Opens(string? key, AuthorizationLevel level)
    {
        var given = Digest(key ?? "");
        return level switch
        {
            AuthorizationLevel.Function => Same(given, _function) | Same(given, _host) | Same(given, _master),
            AuthorizationLevel.System => Same(given, _durableExtension) | Same(given, _master),
            _ => Same(given, _master),
        };
    }

    // Digests have one length, so that the comparison takes the same time whatever was sent; '|' so that it does not
    // stop at a hit.
    private static bool Same(byte[] given, byte[] key) => CryptographicOperations.FixedTimeEquals(given, key);

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
