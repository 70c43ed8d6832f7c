namespace CommerceAnalytics.Audit;

/// <summary>What the rows of a table that was just built say, added up by one query.</summary>
public sealed record BuiltFigures
{
    private static readonly Dictionary<string, long> NoColumn = [];

    /// <summary>Rows.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that share their key with another row.</summary>
    public long RowsWithKeyOfAnother { get; init; }

    /// <summary>Rows without a value, by column of the key that must have one.</summary>
    public IReadOnlyDictionary<string, long> KeysMissing { get; init; } = NoColumn;

    /// <summary>Rows outside 0 to 100, by column that is a percentage.</summary>
    public IReadOnlyDictionary<string, long> PercentagesOut { get; init; } = NoColumn;

    /// <summary>Rows below 0, by column that counts.</summary>
    public IReadOnlyDictionary<string, long> CountsBelowZero { get; init; } = NoColumn;

    /// <summary>Rows above the count that they are part of, by column.</summary>
    public IReadOnlyDictionary<string, long> PartsAboveWhole { get; init; } = NoColumn;

    /// <summary>Total of the watched measure; 0 for no rows.</summary>
    public decimal Watched { get; init; }

    /// <summary>Cart adds of all rows; null where the table has no such column.</summary>
    public long? CartAdds { get; init; }

    /// <summary>Value of all rows' cart adds; null where nothing is known of it.</summary>
    public decimal? Value { get; init; }

    /// <summary>Purchases of each day; null where the table has none.</summary>
    public IReadOnlyDictionary<DateOnly, DayOfPurchases>? Purchases { get; init; }

    /// <summary>Value of a cart add, over all rows; null where that is not known.</summary>
    public decimal? ValuePerCartAdd => CartAdds > 0 ? Value / CartAdds : null;
}

/// <summary>Purchases of a day in all rows of it.</summary>
/// <param name="Count">Purchases.</param>
/// <param name="Revenue">Sum of the rows' revenue, each in two places; null where no amount is known.</param>
/// <param name="Rows">Rows.</param>
public sealed record DayOfPurchases(long Count, decimal? Revenue, int Rows);
