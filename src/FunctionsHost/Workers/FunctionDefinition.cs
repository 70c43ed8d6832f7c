namespace FunctionsHost.Workers;

/// <summary>One function of the app, as its worker describes it.</summary>
/// <param name="Id">The worker's own id for it, the same in every start of the same app.</param>
/// <param name="Name">Its name, unique in the app without regard to case.</param>
/// <param name="Trigger">What makes it run.</param>
public sealed record FunctionDefinition(string Id, string Name, FunctionTrigger Trigger)
{
    /// <summary>The parameter that takes the trigger's value: its key among the inputs of an invocation.</summary>
    public string TriggerParameter { get; init; } = "";

    /// <summary>Further inputs that the host has to give, such as a durable client.</summary>
    public IReadOnlyList<InputBinding> Inputs { get; init; } = [];
}

/// <summary>An input of a function beside its trigger.</summary>
/// <param name="Parameter">The parameter that takes it: its key among the inputs of an invocation.</param>
/// <param name="Type">Its kind, e.g. <c>durableClient</c>.</param>
/// <param name="Json">The whole binding as the app declares it.</param>
public sealed record InputBinding(string Parameter, string Type, string Json);
