using LocalAws.Faults;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>One line of the advice table: a cause, how it is produced for real, and what the report must say.</summary>
internal sealed record Trouble(string Name)
{
    /// <summary>The cause in words, for the page.</summary>
    public required string Cause { get; init; }

    /// <summary>Code of the report's error or warning.</summary>
    public required string Code { get; init; }

    /// <summary>Part of its message: in the words of AWS where AWS refused.</summary>
    public required string Message { get; init; }

    /// <summary>Part of its advice.</summary>
    public required string Advice { get; init; }

    /// <summary>Whether it is a warning of a table that is published all the same, or of the run.</summary>
    public bool IsWarning { get; init; }

    /// <summary>Settings that differ.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The summary that is run.</summary>
    public string QueryType { get; init; } = "hourly_traffic";

    /// <summary>
    /// A statement of the role's policy, and an action that is taken out of it; null: the app has the lake's own keys,
    /// which may do anything.
    /// </summary>
    public (string Statement, string Action)? Without { get; init; }

    /// <summary>Misbehaviour of LocalAws.</summary>
    public FaultRule? Fault { get; init; }

    /// <summary>What goes wrong in the same moment; null for nothing.</summary>
    public FaultRule? Consequence { get; init; }

    /// <summary>Happens in the lake before the run.</summary>
    public Func<TroubleLake, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>Happens while the run goes on.</summary>
    public Func<TroubleLake, CancellationToken, Task>? During { get; init; }

    public override string ToString() => Name;
}
