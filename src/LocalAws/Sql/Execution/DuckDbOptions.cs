namespace LocalAws.Sql.Execution;

/// <summary>What DuckDB may use.</summary>
public sealed record DuckDbOptions
{
    /// <summary>DuckDB's memory, e.g. <c>384MB</c>; beyond it, DuckDB works with files. Default <c>320MB</c>.</summary>
    public string MemoryLimit { get; init; } = "320MB";

    /// <summary>Threads that all queries share. Default: one a processor, at most 8.</summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);
}
