using LocalAws.Logging;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LocalAws.Wire;

/// <summary>
/// What Kestrel hands requests to. There is no generic host around it: that would take over the process's signals and
/// its console.
/// </summary>
internal sealed class LocalAwsApplication(SurfaceRouter router, ILogger logger) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        AwaitedBody.Watch(context);
        try
        {
            await router.HandleAsync(context);
        }
        catch (Exception e)
            when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            LocalAwsLog.RequestAborted(logger, context.Request.Method, context.Request.Path);
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            // Too late for an error answer: a cut connection is the only honest one left.
            LocalAwsLog.AnswerCut(logger, context.Request.Method, context.Request.Path, e);
            context.Abort();
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The context lives on its features, which Kestrel owns.
    }
}
