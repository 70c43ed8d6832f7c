namespace LocalAws.Sql.Execution;

/// <summary>What DuckDB may use.</summary>
public sealed record DuckDbOptions
{
    /// <summary>
    /// DuckDB's memory for all queries together, e.g. <c>384MB</c>; beyond it, DuckDB works with files. Default
    /// <c>640MB</c>: with half of it the first night of twenty shops runs out of memory (<c>bench scan</c>).
    /// </summary>
    public string MemoryLimit { get; init; } = "640MB";

    /// <summary>Threads that all queries share. Default: one a processor, at most 8.</summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);
}
