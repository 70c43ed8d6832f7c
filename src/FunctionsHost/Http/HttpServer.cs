using System.Net;
using FunctionsHost.Hosting;
using FunctionsHost.Http.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Http;

/// <summary>
/// Kestrel on the loopback address, in front of the functions, the management API and the administration.
/// </summary>
internal sealed class HttpServer : IAsyncDisposable
{
    // As the Functions host has it where no setting says otherwise.
    private const long MostBytesOfABody = 104_857_600;

    private readonly WebApplication _app;
    private readonly int _port;
    private volatile bool _open;

    /// <summary>Builds the server; nothing listens yet.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="keys">The keys that callers must show.</param>
    /// <param name="sessions">Browsers that need none.</param>
    /// <param name="loggers">Where it logs to.</param>
    /// <param name="explain">What the program knows of errors of its own.</param>
    /// <param name="map">Adds the routes.</param>
    public HttpServer(
        int port,
        HostKeys keys,
        BrowserSessions sessions,
        ILoggerFactory loggers,
        Func<Exception, ErrorAnswer?> explain,
        Action<IEndpointRouteBuilder> map
    )
    {
        _port = port;
        // Empty: nothing of this process' environment (ASPNETCORE_URLS, ...) decides where the host listens.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = MostBytesOfABody;
                kestrel.Listen(IPAddress.Loopback, port);
            });
        builder.Services.AddRouting().AddSingleton(loggers);
        _app = builder.Build();
        _app.UseMiddleware<ErrorAnswers>(explain);
        _app.Use(WhenOpenAsync);
        _app.UseRouting();
        var check = new KeyCheck(keys, sessions);
        _app.Use((http, next) => WithKeyAsync(check, http, next));
        _app.MapSignIn(check, sessions);
        map(_app);
    }

    /// <summary>Listens. Until <see cref="Open"/> every request is asked to come back.</summary>
    /// <returns>The address listened on.</returns>
    /// <exception cref="PortInUseException">The port is taken.</exception>
    public async Task<Uri> StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _app.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new PortInUseException(_port, e);
        }

        return new(_app.Urls.Single());
    }

    /// <summary>Lets requests through.</summary>
    public void Open() => _open = true;

    /// <summary>
    /// Takes no more requests and lets those that run end, until <paramref name="cancellation"/> fires.
    /// </summary>
    public Task StopAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task WhenOpenAsync(HttpContext http, RequestDelegate next)
    {
        if (_open)
            return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    }

    /// <summary>
    /// Below the webhooks and the administration a key is asked for before anything else, as the Functions host does:
    /// without one, nobody learns which addresses there are, nor which methods they take.
    /// </summary>
    private static AuthorizationLevel? RequiredLevel(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<KeyRequirement>() is { } required)
            return required.Level;
        if (http.Request.Path.StartsWithSegments("/runtime/webhooks", StringComparison.OrdinalIgnoreCase))
            return AuthorizationLevel.System;
        if (http.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase))
            return AuthorizationLevel.Admin;
        // Pages are open. What is no route is the router's own refusal: a function's address, asked with another
        // method.
        return http.GetEndpoint() is null or RouteEndpoint ? null : AuthorizationLevel.Function;
    }

    private static Task WithKeyAsync(KeyCheck check, HttpContext http, RequestDelegate next)
    {
        if (RequiredLevel(http) is not { } level || check.Allows(http, level))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
