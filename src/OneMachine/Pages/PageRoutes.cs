using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CommerceAnalytics.OneMachine.Pages;

/// <summary>The pages. Their files are open to all, as they say nothing; what they show needs a key.</summary>
internal static class PageRoutes
{
    /// <summary>Scripts, styles and data of this host alone, and no frame around it.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly PageFiles Files = new();

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect("/monitor"));
        routes.MapApiPage();
        routes.MapGet("/monitor", (HttpContext http) => Send(http, "monitor.html"));
        routes.MapGet("/dashboard", (HttpContext http) => Send(http, "dashboard.html"));
        routes.MapGet("/pages/{**file}", (HttpContext http, string file) => Send(http, file));
    }

    private static IResult Send(HttpContext http, string name)
    {
        if (Files.Find(name) is not { } file)
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        return Results.Bytes(file.Content, file.ContentType, entityTag: EntityTagHeaderValue.Parse(file.Tag));
    }
}
