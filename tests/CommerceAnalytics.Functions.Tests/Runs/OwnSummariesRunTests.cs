using CommerceAnalytics.Events;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>A shop's own files: a run goes on with what they said when it was prepared.</summary>
public sealed class OwnSummariesRunTests : IDisposable
{
    private const string Carts = """
        /*
        name: carts
        about: Cart adds by category.
        window_days: 7
        batch: 9
        key: [category]
        events: [commerce.cart.add]
        columns:
          - name: category
            type: varchar
            about: category
          - name: adds
            type: bigint
            about: cart adds
        */
        SELECT category, count(*) AS adds FROM events GROUP BY category
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly Pipeline _pipeline;

    public OwnSummariesRunTests()
    {
        Write(Carts);
        _pipeline = new(settings => settings with { ServiceNames = ["shop-a"], SummariesFolder = _folder.FullName });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("no longer sound")]
    [InlineData(null)]
    public void Run_WhoseFileIsChangedMeanwhile_GoesOnWithWhatItBeganWith(string? text)
    {
        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 0);

        Write(text);
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        var report = _pipeline.Report(id);
        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Services[0].Tables[^1].QueryType.ShouldBe("carts");
        _pipeline.Catalog.Tables.Keys.ShouldContain("shop_a_commerce_carts_summary");
    }

    [Fact]
    public void Run_AfterAChange_TakesTheNewFile()
    {
        _pipeline.RunToEnd();
        Write(Carts.Replace("AS adds FROM", "AS adds FROM /* anew */", StringComparison.Ordinal));

        _pipeline.RunToEnd();

        var built = _pipeline.Athena.Queries.Where(query => query.QueryType == "carts");
        built.Select(query => query.Sql.Contains("/* anew */", StringComparison.Ordinal)).ShouldBe([false, true]);
    }

    [Fact]
    public void Run_WhoseSummaryIsGoneBeforeItsTurn_FailsBeforeAnyWork()
    {
        var input = _pipeline.Input();
        Write(null);

        var id = _pipeline.Start(input);
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);

        _pipeline.Status(id).ShouldBe(OrchestrationRuntimeStatus.Failed);
        _pipeline.Athena.Queries.ShouldBeEmpty();
        _pipeline.Report(id).Services[0].Tables[0].Error!.Code.ShouldBe("SummaryRemoved");
    }

    [Fact]
    public void Run_WhoseSqlAthenaRefuses_TellsThePlaceInTheFile()
    {
        _pipeline.Athena.Ending = (_, queryType, _) =>
            queryType == "carts" ? new("ColumnNotFound", $"COLUMN_NOT_FOUND: {Place()}: Column", "mend it") : null;

        var report = _pipeline.RunToEnd();

        var error = report.Services[0].Tables[^1].Error!;
        error.Message.ShouldBe($"COLUMN_NOT_FOUND: {Path.Combine(_folder.FullName, "carts.sql")}:16:18: Column");
    }

    /// <summary>Of count(*) in the statement as Athena was sent it.</summary>
    private string Place()
    {
        var planner = new SummaryPlanner(_pipeline.Settings);
        var sql = planner.Plan("shop-a", "carts", Pipeline.Today, EventsTableFit.Documented, "x", 1).CtasSql;
        var at = sql.IndexOf("count(*)", StringComparison.Ordinal);
        return $"line {sql[..at].Count(character => character == '\n') + 1}:{at - sql.LastIndexOf('\n', at)}";
    }

    private void Write(string? text)
    {
        var file = Path.Combine(_folder.FullName, "carts.sql");
        if (text is null)
            File.Delete(file);
        else
            File.WriteAllText(file, text);
    }
}
