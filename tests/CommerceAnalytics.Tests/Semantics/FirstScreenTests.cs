using System.Globalization;
using System.Text.Json;
using CommerceAnalytics.Digests;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.Tests.Audit.Logs;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>
/// Every figure of the dashboard's first screen, by the dashboard's own queries on an overview built by the pipeline's
/// own statement, against the oracle: for the sample and for the real events.
/// </summary>
public class FirstScreenTests
{
    private const double Exact = 1e-6;
    private const int NightsBetween = 28;

    private static readonly (int Days, int Back)[] Views = [(7, 7), (7, 28), (1, 7), (28, 28)];

    [Fact]
    public async Task Figures_OfTheSample_AreTheOracles()
    {
        const string Service = "theshop-brand";
        var night = new DateOnly(2026, 4, 1);
        var options = new SampleOptions
        {
            LastDay = night.AddDays(-1),
            Days = 70,
            EventsPerDay = 300,
            ServiceNames = [Service],
        };
        var log = SampleEvents.Of(options);
        using var lake = await SummaryLake.OfAsync(log);

        await AssertAsync(lake, new OracleRun(log, Service, night));
    }

    [RealEventsFact]
    public async Task Figures_OfTheRealEvents_AreTheOracles()
    {
        using var place = new LocalLake();
        using var lake = await SummaryLake.OfRealEventsAsync(place);
        using var folder = new TemporaryFolder();
        RealEvents.UnpackTo(folder.Path);

        await AssertAsync(lake, new OracleRun(RealEvents.Read(folder.Path), "giftshop-uk", new(2026, 3, 2)));
    }

    /// <summary>The overview is of that night, history has one of four weeks before.</summary>
    private static async Task AssertAsync(SummaryLake lake, OracleRun run)
    {
        var overview = await BuiltAsync(lake, run);
        var earlier = await BuiltAsync(lake, run with { Date = run.Date.AddDays(-NightsBetween) });
        var tables = new Tables(lake, run, overview, earlier);
        var days = OverviewOracle
            .Rows(run with { Date = run.Date.AddDays(-NightsBetween) }, [])
            .Concat(OverviewOracle.Rows(run, []))
            .DistinctBy(row => row[1])
            .ToDictionary(row => (DateOnly)row[1]!);
        var oracle = new FirstScreenOracle(days);
        await AssertDigestAsync(tables, oracle, run);
        foreach (var (count, back) in Views)
        {
            var expected = oracle.Figures(run.Date.AddDays(-1), count, back);
            await AssertComparedAsync(tables, expected, count, back);
            await AssertTilesAsync(tables, expected, days, count);
            var steps = await tables.RowsAsync("Funnel", count, back);
            Numbers(steps, 1).ShouldBe(oracle.Funnel(run.Date.AddDays(-1), count));
        }
    }

    /// <summary>The digest says what the first screen of a week says.</summary>
    private static async Task AssertDigestAsync(Tables tables, FirstScreenOracle oracle, OracleRun run)
    {
        var digest = await tables.DigestAsync();
        var expected = oracle.Figures(run.Date.AddDays(-1), 7, 7);

        (digest.FirstDay, digest.LastDay).ShouldBe((run.Date.AddDays(-7), run.Date.AddDays(-1)));
        digest.Figures.Select(figure => figure.Name).ShouldBe(expected.Select(figure => figure.Name));
        foreach (var (told, figure) in digest.Figures.Zip(expected))
        {
            ShouldEqual((double?)told.Now, figure.Now, $"{figure}, now");
            ShouldEqual((double?)told.Before, figure.Compared, $"{figure}, before");
            ShouldEqual((double?)told.ChangePercent, figure.Change, $"{figure}, change");
            (told.NotCompared is null).ShouldBe(figure.Change is not null, told.NotCompared);
        }
    }

    private static async Task AssertComparedAsync(Tables tables, List<FirstScreenFigure> expected, int days, int back)
    {
        var rows = await tables.RowsAsync("Up or down, figure by figure", days, back);

        rows.Select(row => row[0]).ShouldBe(expected.Select(figure => figure.Name));
        for (var i = 0; i < rows.Count; i++)
        {
            ShouldEqual(Number(rows[i][1]), expected[i].Now, $"{expected[i]}, now");
            ShouldEqual(Number(rows[i][2]), expected[i].Compared, $"{expected[i]}, compared");
            ShouldEqual(Number(rows[i][3]), expected[i].Change, $"{expected[i]}, change");
            rows[i][4].ShouldBe(expected[i].AmountKnown, $"{expected[i]}");
            (rows[i][5] is null).ShouldBe(expected[i].Change is not null, $"{expected[i]}: {rows[i][5]}");
        }
    }

    /// <summary>The large figure, and the line of 35 days below it.</summary>
    private static async Task AssertTilesAsync(
        Tables tables,
        List<FirstScreenFigure> expected,
        Dictionary<DateOnly, object?[]> days,
        int count
    )
    {
        var onDay = new Dictionary<string, int>
        {
            ["Sessions"] = 11,
            ["Users a day"] = 12,
            ["Conversion"] = 18,
            ["Orders"] = 9,
            ["Average order"] = 21,
            ["Revenue"] = 20,
        };
        foreach (var figure in expected)
        {
            var rows = await tables.RowsAsync(figure.Name, count, 7);
            ShouldEqual(Number(rows[^1][1]), figure.Now, $"{figure}");
            var line = days.OrderBy(day => day.Key).TakeLast(35).Select(day => day.Value[onDay[figure.Name]]).ToList();
            Numbers(rows, rows[0].Count - 1)
                .ShouldBe(
                    line.ConvertAll(value =>
                        value is null ? (double?)null : Convert.ToDouble(value, CultureInfo.InvariantCulture)
                    )
                );
        }
    }

    private static void ShouldEqual(double? shown, double? expected, string what)
    {
        (shown is null).ShouldBe(expected is null, what);
        if (shown is { } value)
            value.ShouldBe(expected!.Value, Math.Max(1, Math.Abs(value)) * Exact, what);
    }

    private static List<double?> Numbers(IReadOnlyList<IReadOnlyList<string?>> rows, int column) =>
        [.. rows.Select(row => Number(row[column]))];

    private static double? Number(string? text) =>
        text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string> BuiltAsync(SummaryLake lake, OracleRun run)
    {
        var plan = lake.Overview([run.Service], run.Date);
        await lake.RowsAsync(plan);
        return $"log_db.{plan.StagingTable}";
    }

    /// <summary>The dashboard's queries on tables of other names.</summary>
    private sealed class Tables(SummaryLake lake, OracleRun run, string overview, string earlier)
    {
        private static readonly JsonElement Panels = JsonElement
            .Parse(
                File.ReadAllText(
                    Path.Combine(
                        RepositoryRoot(),
                        "deploy",
                        "grafana",
                        "dashboards",
                        "commerce-analytics-multi-service.json"
                    )
                )
            )
            .GetProperty("panels");

        public Task<IReadOnlyList<IReadOnlyList<string?>>> RowsAsync(string title, int days, int back)
        {
            var panel = Panels.EnumerateArray().Single(panel => panel.GetProperty("title").ValueEquals(title));
            var values = new Dictionary<string, string>
            {
                ["service"] = run.Service.Replace('-', '_'),
                ["period"] = $"{days}",
                ["compare"] = $"{back}",
                ["night"] = $"{run.Date:yyyy-MM-dd}",
            };
            var night = $"{run.Date.AddDays(-NightsBetween):yyyy-MM-dd}";
            var sql = Interpolation
                .Fill(panel.GetProperty("targets")[0].GetProperty("rawSQL").GetString()!, values)
                .Replace("FROM pipeline_overview", $"FROM {overview}", StringComparison.Ordinal)
                .Replace(
                    "FROM pipeline_history_overview",
                    $"FROM (SELECT *, '{night}' AS night FROM {earlier}) AS history",
                    StringComparison.Ordinal
                );
            return lake.SelectAsync(sql);
        }

        public async Task<ServiceDigest> DigestAsync()
        {
            var settings = TestSettings.Sound;
            var sql = DigestStatement
                .Sql(settings, run.Date, [run.Service], [])
                .Replace("\"log_db\".\"pipeline_overview\"", overview, StringComparison.Ordinal);
            return DigestRows.Read(settings, [run.Service], [], await lake.SelectAsync(sql)).Single();
        }

        private static string RepositoryRoot()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "CommerceAnalytics.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }
}
