using System.Text.Json;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>Reads the functions of an app from the bindings that its worker declares.</summary>
internal static class Bindings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The app's functions.</summary>
    /// <param name="functions">As the worker describes them.</param>
    /// <param name="servesHttp">Whether the worker has an HTTP server of its own.</param>
    /// <exception cref="AppRefusedException">There are functions that this host cannot run: all of them, in one
    /// message.</exception>
    public static IReadOnlyList<FunctionDefinition> Read(IEnumerable<RpcFunctionMetadata> functions, bool servesHttp)
    {
        var problems = new List<string>();
        var definitions = new List<FunctionDefinition>();
        foreach (var function in functions)
        {
            if (Read(function, servesHttp, problems) is { } definition)
                definitions.Add(definition);
        }

        return problems.Count == 0
            ? definitions
            : throw new AppRefusedException($"This host cannot run the app. {string.Join(" ", problems)}");
    }

    private static FunctionDefinition? Read(RpcFunctionMetadata function, bool servesHttp, List<string> problems)
    {
        var bindings = function.RawBindings.Select(json => new RawBinding(json, Parse(json))).ToList();
        var found = bindings.Find(binding => binding.IsTrigger);
        var trigger = found is null ? null : TriggerOf(found.Fields, function.Name);
        var others = bindings.Where(binding => binding != found).ToList();
        var known = problems.Count;
        if (trigger is null)
            problems.Add(
                $"The function '{function.Name}' has the trigger '{found?.Fields.Type}', which this host does not have."
            );
        if (trigger is HttpTrigger && !servesHttp)
            problems.Add(WithoutServer(function.Name));
        foreach (var other in others.Where(other => !other.IsServed))
            problems.Add(
                $"The function '{function.Name}' has the binding '{other.Fields.Type}', which this host does not have."
            );
        if (problems.Count > known)
            return null;
        return new(function.FunctionId, function.Name, trigger!)
        {
            TriggerParameter = found!.Fields.Name,
            Inputs = [.. others.Where(other => other.IsClient).Select(ToInput)],
        };
    }

    private static InputBinding ToInput(RawBinding binding) =>
        new(binding.Fields.Name, binding.Fields.Type, binding.Text);

    private static string WithoutServer(string function) =>
        $"The function '{function}' serves HTTP without the ASP.NET Core integration: reference "
        + "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore and call ConfigureFunctionsWebApplication.";

    private static FunctionTrigger? TriggerOf(BindingFields binding, string function) =>
        binding.Type.ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => new HttpTrigger(binding.Route, binding.Methods ?? [], binding.AuthLevel ?? "Function"),
            "TIMERTRIGGER" => new TimerTrigger(
                binding.Schedule ?? "",
                binding.RunOnStartup ?? false,
                binding.UseMonitor ?? true
            ),
            "ORCHESTRATIONTRIGGER" => new OrchestrationTrigger(binding.Orchestration ?? function),
            "ACTIVITYTRIGGER" => new ActivityTrigger(binding.Activity ?? function),
            _ => null,
        };

    private static BindingFields Parse(string json) => JsonSerializer.Deserialize<BindingFields>(json, Json)!;

    private sealed record RawBinding(string Text, BindingFields Fields)
    {
        public bool IsTrigger => Fields.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

        public bool IsClient => Fields.Type.Equals("durableClient", StringComparison.OrdinalIgnoreCase);

        // The answer to a request is no binding of the host's: the worker's own server gives it.
        public bool IsServed => IsClient || Fields.Type.Equals("http", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The public fields of every kind of binding that is read here; each kind has some of them.</summary>
    private sealed record BindingFields
    {
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public string? Route { get; init; }
        public string[]? Methods { get; init; }
        public string? AuthLevel { get; init; }
        public string? Schedule { get; init; }
        public bool? RunOnStartup { get; init; }
        public bool? UseMonitor { get; init; }
        public string? Orchestration { get; init; }
        public string? Activity { get; init; }
    }
}
