using Microsoft.Extensions.Logging;

namespace FunctionsHost.Http;

/// <summary>Log events of the HTTP surface, 5200 to 5299.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(5200, LogLevel.Error, "{Method} {Path} failed (request {Request}).")]
    public static partial void RequestFailed(
        this ILogger logger,
        string method,
        string path,
        string request,
        Exception exception
    );
}
