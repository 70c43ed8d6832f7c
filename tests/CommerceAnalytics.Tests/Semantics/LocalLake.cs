using LocalAws.Catalog;
using LocalAws.Sql;
using LocalAws.Sql.Execution;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>
/// A lake folder with the local statement engine over it. Tests share one and keep to tables of their own, since an
/// engine costs more than a test.
/// </summary>
internal sealed class LocalLake : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteCatalog _catalog;
    private readonly DuckDbStatementEngine _engine;
    private int _names;

    public LocalLake()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".localaws"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "commerce-results"));
        _catalog = new(Path.Combine(_folder.Path, ".localaws", "catalog.db"), new FakeTimeProvider());
        // Statements are small and many: they run side by side, each on one thread.
        _engine = new(_folder.Path, _catalog, new DuckDbOptions { Threads = 1 });
        _catalog.CreateDatabase(new("log_db"));
    }

    /// <summary>The one of all tests of this process; gone when it ends.</summary>
    public static LocalLake Shared { get; } = OfThisProcess();

    public string NewName(string kind) => $"{kind}{Interlocked.Increment(ref _names)}";

    /// <summary>The folder of a table of events, under <c>s3://commerce-logs/</c>.</summary>
    public string EventsFolder(string table) => Path.Combine(_folder.Path, "commerce-logs", table);

    public CatalogTable Table(string name) => _catalog.FindTable("log_db", name).ShouldNotBeNull();

    /// <summary>The catalog, for what statements do not change.</summary>
    public ICatalog Catalog => _catalog;

    public Task<StatementResult> ExecuteAsync(string sql) =>
        _engine.ExecuteAsync(
            new(
                NewName("query-"),
                sql,
                "log_db",
                "s3://commerce-results/commerce-summary/pipeline/athena-results/",
                DateTimeOffset.UnixEpoch
            ),
            CancellationToken.None
        );

    public void Dispose()
    {
        _engine.Dispose();
        _catalog.Dispose();
        _folder.Dispose();
    }

    private static LocalLake OfThisProcess()
    {
        var lake = new LocalLake();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => lake.Dispose();
        return lake;
    }
}
