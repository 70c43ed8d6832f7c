using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>
/// One validation query of the event log. Its <c>.sql</c> file bears its name; its rows are a label, a count, and often
/// what it is a count of.
/// </summary>
public sealed record CheckQuery
{
    /// <summary>E.g. <c>check_days</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it looks at, as a heading.</summary>
    public required string Title { get; init; }

    /// <summary>Kinds of event that it reads.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = EventKinds.All;

    /// <summary>Whether it is of one service; else of the whole log.</summary>
    public bool IsOfService { get; init; } = true;

    /// <summary>Complete days before the execution date that it reads.</summary>
    public Func<CheckSettings, int> Days { get; init; } = settings => settings.Days;
}

/// <summary>A row of a query's answer.</summary>
/// <param name="Label">First column: which check, day or kind of event.</param>
/// <param name="Counted">Second column.</param>
/// <param name="Of">Third column, where there is one: what was counted among.</param>
public sealed record CheckRow(string Label, long Counted, long? Of = null)
{
    /// <summary>The row that Athena's texts say.</summary>
    /// <param name="values">Two texts, or three and more.</param>
    public static CheckRow FromTexts(IReadOnlyList<string?> values)
    {
        return new(
            values[0] ?? "",
            long.Parse(values[1] ?? "0"),
            values.Count > 2 && values[2] is { } of ? long.Parse(of) : null
        );
    }
}
