using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>
/// What the audit reads of a row of the overview: one service on one day. All measures are null on an excluded day.
/// </summary>
public sealed record OverviewDay
{
    private readonly IReadOnlyList<long?> _kinds = [.. OverviewKind.All.Select(_ => (long?)null)];

    /// <summary>Columns of the overview that <see cref="FromTexts"/> takes after service and day, in its order.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        "events",
        .. OverviewKind.All.Select(kind => kind.Name),
        "purchases_with_amount",
        "revenue",
        "average_order_value",
        "invalid_values",
        "repeated_events",
    ];

    /// <summary>Service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Day, in the reporting zone.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Commerce events.</summary>
    public long? Events { get; init; }

    /// <summary>Events of each kind, in the order of <see cref="OverviewKind.All"/>.</summary>
    public IReadOnlyList<long?> Kinds
    {
        get => _kinds;
        init =>
            _kinds =
                value.Count == OverviewKind.All.Count
                    ? value
                    : throw new ArgumentException($"{value.Count} kinds instead of {OverviewKind.All.Count}.");
    }

    /// <summary>Purchases whose amount is valid.</summary>
    public long? PurchasesWithAmount { get; init; }

    /// <summary>Their amounts added up, in two places; null where there are none.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Mean of their amounts, in two places; null where there are none.</summary>
    public decimal? AverageOrderValue { get; init; }

    /// <summary>Cart adds whose quantity or price is missing or invalid.</summary>
    public long? InvalidValues { get; init; }

    /// <summary>Events that repeat another.</summary>
    public long? RepeatedEvents { get; init; }

    /// <summary>Events of one kind.</summary>
    /// <param name="kind">One of <see cref="OverviewKind.All"/>.</param>
    public long? Of(OverviewKind kind) => Kinds[Index(kind)];

    /// <summary>Events of some kinds together; null on an excluded day.</summary>
    /// <param name="kinds">Some of <see cref="OverviewKind.All"/>.</param>
    public long? Of(IEnumerable<OverviewKind> kinds)
    {
        long? sum = 0;
        foreach (var kind in kinds)
            sum += Of(kind);
        return sum;
    }

    /// <summary>The row that Athena's texts say.</summary>
    /// <param name="values">Service, day, and the values of <see cref="Measures"/>.</param>
    public static OverviewDay FromTexts(IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var kinds = OverviewKind.All.Count;
        var rest = 3 + kinds;
        return new()
        {
            ServiceName = values[0]!,
            Day = DayText.Read(values[1]!),
            Events = Count(values[2]),
            Kinds = [.. values.Skip(3).Take(kinds).Select(Count)],
            PurchasesWithAmount = Count(values[rest]),
            Revenue = AuditTexts.Number(values[rest + 1]),
            AverageOrderValue = AuditTexts.Number(values[rest + 2]),
            InvalidValues = Count(values[rest + 3]),
            RepeatedEvents = Count(values[rest + 4]),
        };
    }

    private static long? Count(string? text) => (long?)AuditTexts.Number(text);

    private static int Index(OverviewKind kind)
    {
        for (var i = 0; i < OverviewKind.All.Count; i++)
        {
            if (OverviewKind.All[i] == kind)
                return i;
        }

        throw new ArgumentException($"The overview has no kind {kind.Name}.", nameof(kind));
    }
}
