using Microsoft.Extensions.Logging;

namespace FunctionsHost.Durable;

/// <summary>What the engine and its client write to the log.</summary>
public static class DurableLogging
{
    /// <summary>
    /// Keeps to warnings what the official engine, the shims and the gRPC server and client would write for every message. Rules that are added
    /// later, such as those of <c>host.json</c>, win.
    /// </summary>
    public static ILoggingBuilder KeepDurableTaskQuiet(this ILoggingBuilder logging) =>
        logging
            .AddFilter("DurableTask", LogLevel.Warning)
            .AddFilter("Microsoft.DurableTask", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning);
}
