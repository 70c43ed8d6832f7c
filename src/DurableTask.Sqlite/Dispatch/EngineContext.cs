using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>What every part of the service needs.</summary>
internal sealed record EngineContext(SqliteOrchestrationServiceSettings Settings, TimeProvider Time, ILogger Log)
{
    public string StorePath { get; } = Path.GetFullPath(Settings.StorePath);
}
