using Amazon.Athena.Model;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>Writes a query's rows in one format, page by page.</summary>
internal interface IRowsFormat
{
    /// <summary>Called once, before any row.</summary>
    void Begin(IReadOnlyList<ColumnInfo> columns);

    /// <summary>A row; null is NULL.</summary>
    void Row(IReadOnlyList<string?> values);

    /// <summary>Called once, after the last row.</summary>
    void End();
}
