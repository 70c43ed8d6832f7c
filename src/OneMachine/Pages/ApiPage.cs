using CommerceAnalytics.Functions.Http.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace CommerceAnalytics.OneMachine.Pages;

/// <summary>
/// The page of the HTTP API. It is open to all, as the other pages are; what a person tries out on it needs a key.
/// </summary>
internal static class ApiPage
{
    /// <summary>Where the page is.</summary>
    public const string Address = "/api-docs";

    private const string Description = "/pages/openapi.json";

    public static void MapApiPage(this IEndpointRouteBuilder routes)
    {
        // The app's own address for it needs a key, which the page has not got yet.
        routes.MapGet(
            Description,
            async () => Results.Text(await ApiDescription.JsonAsync(), "application/json; charset=utf-8")
        );
        routes.MapScalarApiReference(Address, Configure);
    }

    /// <summary>
    /// All that the page would otherwise load or send elsewhere is off, and the policy leaves the browser no way to do
    /// so.
    /// </summary>
    private static void Configure(ScalarOptions page, HttpContext http)
    {
        page.Title = "Commerce analytics: HTTP API";
        page.OpenApiRoutePattern = Description;
        page.DefaultFonts = false;
        page.Telemetry = false;
        page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        page.HideClientButton = true;
        page.DisableAgent().DisableMcp();
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>The page's own start is a script within it, and it writes its styles itself.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
