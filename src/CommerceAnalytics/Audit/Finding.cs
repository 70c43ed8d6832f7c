using System.Text.Json.Serialization;
using CommerceAnalytics.Settings;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Audit;

/// <summary>What the audit found about a table or a day before the table was published.</summary>
public sealed record Finding
{
    /// <summary>The rule's name, stable: docs/operate/audit.md has a section of this name.</summary>
    public required string Code { get; init; }

    /// <summary>Whether the table is published all the same.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What was found: events, rows, an amount, or percent where the message says so.</summary>
    public required decimal Figure { get; init; }

    /// <summary>What was usual or should have been; null where nothing is.</summary>
    public decimal? Usual { get; init; }

    /// <summary>Days or nights that the usual is from, the latest first.</summary>
    public IReadOnlyList<DateOnly> Days { get; init; } = [];

    /// <summary>What was found, what was usual and from when, as sentences.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next.</summary>
    public required string Advice { get; init; }

    /// <summary>The kind of event, or the column, that it is about; null for all.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>The day of the log that it is about; null for one about the table itself.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public DateOnly? Day { get; init; }

    /// <summary>Whether the table may not be published.</summary>
    [JsonIgnore]
    public bool Holds => Severity == FindingSeverity.Hold;
}
