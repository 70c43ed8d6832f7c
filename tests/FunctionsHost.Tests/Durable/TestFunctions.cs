using FunctionsHost.Workers;
using Microsoft.DurableTask;

namespace FunctionsHost.Tests.Durable;

/// <summary>An app's orchestrators and activities by name.</summary>
internal sealed class TestFunctions
{
    private readonly Dictionary<string, ITaskOrchestrator> _orchestrators = [];
    private readonly Dictionary<string, Func<ITaskActivity>> _activities = [];

    public IReadOnlyList<FunctionDefinition> Definitions =>
        [
            .. _orchestrators.Keys.Select(name => Define(name, new OrchestrationTrigger(name))),
            .. _activities.Keys.Select(name => Define(name, new ActivityTrigger(name))),
        ];

    public TestFunctions Orchestrator<TIn, TOut>(string name, Func<TaskOrchestrationContext, TIn?, Task<TOut?>> code)
    {
        _orchestrators[name] = FuncTaskOrchestrator.Create(code);
        return this;
    }

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn?, Task<TOut?>> code)
    {
        _activities[name] = () => FuncTaskActivity.Create<TIn, TOut?>((_, input) => code(input)!);
        return this;
    }

    public TestFunctions Activity(string name, Func<ITaskActivity> create)
    {
        _activities[name] = create;
        return this;
    }

    public ITaskOrchestrator OrchestratorOf(FunctionDefinition function) => _orchestrators[function.Name];

    public ITaskActivity ActivityOf(FunctionDefinition function) => _activities[function.Name]();

    private static FunctionDefinition Define(string name, FunctionTrigger trigger) =>
        new("id-" + name, name, trigger) { TriggerParameter = "trigger" };
}
