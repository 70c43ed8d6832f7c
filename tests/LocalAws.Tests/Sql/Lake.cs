using System.IO.Compression;
using System.Text;
using LocalAws.Catalog;
using LocalAws.Sql;
using LocalAws.Sql.Execution;
using Microsoft.Extensions.Time.Testing;

namespace LocalAws.Tests.Sql;

/// <summary>A lake in a folder of its own, with a catalog and an engine.</summary>
internal sealed class Lake : IDisposable
{
    public static readonly DateTimeOffset Now = new(2025, 11, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly SqliteCatalog _catalog;
    private int _ids;

    /// <param name="options">What DuckDB may use; null: the default.</param>
    public Lake(DuckDbOptions? options = null)
    {
        Folder = Directory.CreateTempSubdirectory("lake-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".localaws"));
        _catalog = new SqliteCatalog(Path.Combine(Folder, ".localaws", "catalog.db"), new FakeTimeProvider(Now));
        _catalog.CreateDatabase(new CatalogDatabase("log_db"));
        Engine = new DuckDbStatementEngine(Folder, _catalog, options);
    }

    public string Folder { get; }

    public ICatalog Catalog => _catalog;

    public DuckDbStatementEngine Engine { get; }

    public Task<StatementResult> RunAsync(string sql, CancellationToken cancellation = default) =>
        Engine.ExecuteAsync(
            new StatementRequest($"query-{++_ids}", sql, "log_db", "s3://results/out/", Now),
            cancellation
        );

    /// <summary>Rows as <c>a|b</c>, NULL as <c>∅</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql) =>
        [.. (await RunAsync(sql)).Rows.Select(r => string.Join('|', r.Select(v => v ?? "∅")))];

    public async Task<StatementException> FailureAsync(string sql) =>
        await Should.ThrowAsync<StatementException>(() => RunAsync(sql));

    public string Write(string path, params string[] lines)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using Stream file = File.Create(full);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionLevel.Fastest)
            : file;
        stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return full;
    }

    public void Dispose()
    {
        Engine.Dispose();
        _catalog.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
