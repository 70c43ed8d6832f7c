using DurableTask.Core;

namespace FunctionsHost.Durable.InProcess;

/// <summary>An orchestration whose code is known only when it runs.</summary>
internal sealed class DeferredOrchestration : TaskOrchestration
{
    private TaskOrchestration? _code;

    /// <summary>Makes the code, once for each time that the orchestration is replayed from its start.</summary>
    public Func<TaskOrchestration>? Create { private get; set; }

    public override Task<string> Execute(OrchestrationContext context, string input)
    {
        try
        {
            _code = (Create ?? throw NoCode())();
        }
        catch (Exception error)
        {
            // Code that cannot be made fails its orchestration, as it does in an isolated worker, instead of being
            // tried for ever.
            return Task.FromException<string>(error);
        }
        return _code.Execute(context, input);
    }

    public override void RaiseEvent(OrchestrationContext context, string name, string input) =>
        _code?.RaiseEvent(context, name, input);

    public override string? GetStatus() => _code?.GetStatus();

    private static InvalidOperationException NoCode() => new("No worker gave this orchestration its code.");
}
