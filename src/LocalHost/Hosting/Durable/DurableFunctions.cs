using CommerceAnalytics.LocalHost.Hosting.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CommerceAnalytics.LocalHost.Hosting.Durable;

/// <summary>Hands the app's orchestrators and activities to a task hub.</summary>
internal static class DurableFunctions
{
    public static DurableTaskRegistry Registry(IEnumerable<FunctionMethod> functions, FunctionInvoker invoker)
    {
        DurableTaskRegistry registry = new();
        foreach (var function in functions)
        {
            if (function.Trigger is OrchestrationTriggerAttribute orchestration)
                registry.AddOrchestrator(new TaskName(orchestration.Orchestration ?? function.Name), new OrchestratorFunction(function, invoker));
            else if (function.Trigger is ActivityTriggerAttribute activity)
                registry.AddActivity(new TaskName(activity.Activity ?? function.Name), new ActivityFunction(function, invoker));
        }

        return registry;
    }
}
