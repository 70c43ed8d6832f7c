using DurableTask.Core;

namespace FunctionsHost.Durable.InProcess;

/// <summary>An activity whose code is known only when it runs.</summary>
internal sealed class DeferredActivity : TaskActivity
{
    /// <summary>Makes the code. A failure in it is a failure of the activity.</summary>
    public Func<TaskActivity>? Create { private get; set; }

    public override string Run(TaskContext context, string input) => throw new NotSupportedException();

    public override Task<string> RunAsync(TaskContext context, string input)
    {
        var create = Create ?? throw new InvalidOperationException("No worker gave this activity its code.");
        return create().RunAsync(context, input);
    }
}
