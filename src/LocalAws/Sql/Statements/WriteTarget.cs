namespace LocalAws.Sql.Statements;

/// <summary>Where rows are written and how.</summary>
/// <param name="Database">Of the table.</param>
/// <param name="Table">Its name.</param>
/// <param name="Location"><c>s3://</c> address with a slash at its end.</param>
/// <param name="Folder">The same as a path.</param>
/// <param name="Format"><c>PARQUET</c>, <c>JSON</c> or <c>TEXTFILE</c>.</param>
/// <param name="Compression">DuckDB's name of it.</param>
/// <param name="PartitionedBy">The last columns of the rows, or none.</param>
internal sealed record WriteTarget(
    string Database,
    string Table,
    string Location,
    string Folder,
    string Format,
    string Compression,
    IReadOnlyList<string> PartitionedBy
)
{
    /// <summary>Columns whose values decide the bucket of a row.</summary>
    public IReadOnlyList<string> BucketedBy { get; init; } = [];

    /// <summary>Buckets of each partition; 1 where there are none.</summary>
    public int Buckets { get; init; } = 1;

    /// <summary>Between the fields of a text file.</summary>
    public string Delimiter { get; init; } = "\u0001";

    /// <summary>What names of files end in: readers tell compressed text by it.</summary>
    public string Ending => Format != "PARQUET" && Compression == "GZIP" ? ".gz" : "";
}

/// <summary>A file that was written.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Values">Its partition's values, in the order of the keys.</param>
internal sealed record WrittenFile(string Path, IReadOnlyList<string> Values);

/// <summary>What was written.</summary>
internal sealed record WrittenData(long Rows, IReadOnlyList<WrittenFile> Files);
