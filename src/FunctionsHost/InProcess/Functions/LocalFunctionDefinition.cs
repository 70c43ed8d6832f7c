using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.InProcess.Functions;

/// <summary>What a function is, told from its method.</summary>
internal sealed class LocalFunctionDefinition(FunctionMethod function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. function
            .Method.GetParameters()
            .Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType)),
    ];

    public override string PathToAssembly => function.Class.Assembly.Location;

    public override string EntryPoint => function.EntryPoint;

    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(
            function.TriggerParameter.Name!,
            new TriggerBinding(function)
        );

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>The trigger, named as in Azure: <c>httpTrigger</c>, <c>timerTrigger</c>, ...</summary>
    private sealed class TriggerBinding(FunctionMethod function) : BindingMetadata
    {
        public override string Name => function.TriggerParameter.Name!;

        public override string Type { get; } =
            CamelCase(function.Trigger.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal));

        public override BindingDirection Direction => BindingDirection.In;

        private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }
}
