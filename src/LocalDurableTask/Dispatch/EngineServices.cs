using LocalDurableTask.Tracing;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace LocalDurableTask.Dispatch;

/// <summary>What the engine is given from outside.</summary>
internal sealed record EngineServices(
    DurableTaskRegistry Registry, IServiceProvider Services, ILoggerFactory Loggers, TimeProvider Time, DataConverter Converter, HubSpans Spans)
{
    public ILogger Log { get; } = Loggers.CreateLogger("LocalDurableTask");
}
