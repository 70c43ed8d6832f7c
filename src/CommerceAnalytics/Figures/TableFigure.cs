using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Figures;

/// <summary>A figure that a summary table holds about the events behind it, and when it is worth a warning.</summary>
internal sealed record TableFigure
{
    /// <summary>Expression of columns that counts some of <see cref="Whole"/>.</summary>
    public required string Part { get; init; }

    /// <summary>Expression of columns that counts all.</summary>
    public required string Whole { get; init; }

    /// <summary>Whether the warning is that there is nothing at all: rows without events.</summary>
    public bool IsOfNothing { get; init; }

    /// <summary>Code of the warning.</summary>
    public required string Code { get; init; }

    /// <summary>
    /// Whether these sums are worth a warning; the second is more than 0, or 0 where the warning is of nothing.
    /// </summary>
    public required Func<long, long, CheckSettings, bool> IsWarning { get; init; }

    /// <summary>What was found, as a sentence; the report shows it with the table's name.</summary>
    public required Func<long, long, string> Finding { get; init; }

    public required string Advice { get; init; }

    public ReportNotice? Warning(long part, long whole, CheckSettings settings)
    {
        var isAnything = whole > 0;
        if (isAnything == IsOfNothing || !IsWarning(part, whole, settings))
            return null;
        return new(Code, Finding(part, whole), Advice);
    }
}
