using DurableTask.Core;
using FunctionsHost.Workers;

namespace FunctionsHost.Durable;

/// <summary>The app's functions of one kind by the name that others call them by, in any case.</summary>
internal sealed class NamedFunctions
{
    private readonly SortedDictionary<string, FunctionDefinition> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _kind;

    /// <exception cref="ArgumentException">Two functions have the same name.</exception>
    public NamedFunctions(
        string kind,
        IReadOnlyList<FunctionDefinition> functions,
        Func<FunctionDefinition, string?> nameOf
    )
    {
        _kind = kind;
        foreach (var function in functions)
            if (nameOf(function) is { } name && !_byName.TryAdd(name, function))
                throw new ArgumentException(
                    $"The app has two {kind} functions with the name '{name}'.",
                    nameof(functions)
                );
    }

    public FunctionDefinition? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>What whoever called a function that is not there is told. To call again does not help.</summary>
    public FailureDetails Missing(string? name)
    {
        var known = _byName.Count == 0 ? $"It has no {_kind} function" : $"It has: {string.Join(", ", _byName.Keys)}";
        var message = $"The app has no {_kind} function with the name '{name}'. {known}.";
        return new FailureDetails(
            "FunctionNotFound",
            message,
            stackTrace: null,
            innerFailure: null,
            isNonRetriable: true
        );
    }
}
