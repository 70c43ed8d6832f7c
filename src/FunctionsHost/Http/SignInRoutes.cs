using FunctionsHost.Http.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Http;

/// <summary>Lets a browser in, and tells a page whether it is. Open to all, as they give nothing away.</summary>
internal static class SignInRoutes
{
    private const string Path = "/sign-in";

    /// <summary>The address of a token.</summary>
    public static string Of(string token) => $"{Path}/{token}";

    public static void MapSignIn(this IEndpointRouteBuilder routes, KeyCheck check, BrowserSessions sessions)
    {
        routes.MapGet(Path, (HttpContext http) => new SignedIn(check.Allows(http, AuthorizationLevel.Function)));
        routes.MapGet(
            Of("{token}"),
            (HttpContext http, string token) =>
            {
                sessions.LetIn(http, token);
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers["Referrer-Policy"] = "no-referrer";
                // The browser keeps the address that it is led to, and forgets this one.
                return Results.Redirect("/");
            }
        );
    }

    /// <param name="Opens">Whether what the request shows opens the functions.</param>
    private sealed record SignedIn(bool Opens);
}
