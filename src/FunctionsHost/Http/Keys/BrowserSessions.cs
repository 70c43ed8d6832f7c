using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http.Keys;

/// <summary>
/// Browsers that this host let in by a token of its own, so that nobody has to paste a key. They may call functions and
/// act on instances, not administer the host, until the browser or the host ends.
/// </summary>
/// <remarks>
/// A cookie alone opens nothing: other servers of this machine share the cookies of its address, and their pages could
/// have the browser send them. The header, which a page of another origin cannot send without asking this host first,
/// says that a page of this one has called.
/// </remarks>
/// <param name="time">Clock of the tokens.</param>
internal sealed class BrowserSessions(TimeProvider time)
{
    /// <summary>The header that the host's own pages send with each call.</summary>
    public const string Header = "x-requested-by";

    private const int SecretBytes = 32;
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _sessions = new();

    /// <summary>A token that lets one browser in, once, within five minutes.</summary>
    public string NewToken()
    {
        var token = Secret();
        _tokens[token] = time.GetUtcNow() + TokenLife;
        return token;
    }

    /// <summary>Lets the browser in that shows a token; nothing for one that is used, too old or made up.</summary>
    public void LetIn(HttpContext http, string token)
    {
        if (!_tokens.TryRemove(token, out var until) || until < time.GetUtcNow())
            return;
        var session = Secret();
        _sessions[session] = true;
        var cookie = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        };
        http.Response.Cookies.Append(CookieName(http), session, cookie);
    }

    /// <summary>Whether one of this host's pages asks, in a browser that was let in.</summary>
    public bool IsLetIn(HttpContext http) =>
        http.Request.Headers.ContainsKey(Header)
        && http.Request.Cookies[CookieName(http)] is { } session
        && _sessions.ContainsKey(session);

    // Hosts on other ports have the same cookies.
    private static string CookieName(HttpContext http) => $"functions-host-{http.Connection.LocalPort}";

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
}
