namespace CommerceAnalytics.Operations.Comparison;

/// <summary>One table of two databases.</summary>
/// <param name="Table">Table.</param>
public sealed record ComparedTable(string QueryType, string Table)
{
    /// <summary>Differences from the pipeline before this one that are meant, a sentence each.</summary>
    public IReadOnlyList<string> Meant { get; init; } = [];

    /// <summary>Whether the left database lacks it.</summary>
    public bool IsMissingLeft { get; init; }

    /// <summary>Whether the right database lacks it.</summary>
    public bool IsMissingRight { get; init; }

    /// <summary>Columns that were compared.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns that the left alone has.</summary>
    public IReadOnlyList<string> OnlyLeftColumns { get; init; } = [];

    /// <summary>Columns that the right alone has.</summary>
    public IReadOnlyList<string> OnlyRightColumns { get; init; } = [];

    /// <summary>Rows of the left.</summary>
    public long LeftRows { get; init; }

    /// <summary>Rows of the right.</summary>
    public long RightRows { get; init; }

    /// <summary>Different rows of the left that the right lacks.</summary>
    public long OnlyLeft { get; init; }

    /// <summary>Different rows of the right that the left lacks.</summary>
    public long OnlyRight { get; init; }

    /// <summary>Some of <see cref="OnlyLeft"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> LeftSamples { get; init; } = [];

    /// <summary>Some of <see cref="OnlyRight"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> RightSamples { get; init; } = [];

    /// <summary>Whether both have it with the same columns and rows.</summary>
    public bool IsSame =>
        !IsMissingLeft
        && !IsMissingRight
        && OnlyLeftColumns.Count == 0
        && OnlyRightColumns.Count == 0
        && LeftRows == RightRows
        && OnlyLeft == 0
        && OnlyRight == 0;
}
