using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Http;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Removal;

/// <summary>A shop goes with all that is kept for it, and nothing of shops whose names look like its own.</summary>
public class ServiceRemovalTests
{
    private const string Gone = "shop-x";
    private const string ReportKey = "pipeline/runs/removal-shop-x.json";

    private static readonly string[] LookAlikes = ["shop-x-2", "shop-xy", "shop-x-commerce"];

    private readonly Pipeline _pipeline = new(settings => settings with { ScanMode = ScanMode.Extract });
    private readonly Api _api;

    public ServiceRemovalTests() => _api = new(_pipeline);

    [Fact]
    public async Task Remove_AServiceWithLookAlikes_TakesAllOfItAndNothingOfThem()
    {
        Publish();
        var others = Kept().Where(thing => !IsOfGone(thing)).ToList();
        Kept().Count(IsOfGone).ShouldBe(7 * 4 + 2 * 2);

        var answer = await _api.ServiceAsync(Gone, remove: true);

        answer.Status.ShouldBe(200, answer.Text);
        Kept().ShouldBe(others);
        answer
            .Json.GetProperty("things")
            .EnumerateArray()
            .CountBy(thing => thing.GetProperty("kind").GetString()!)
            .ShouldBe([
                new("table", 7),
                new("version", 7),
                new("night", 7),
                new("extracted_day", 2),
                new("extract", 2),
            ]);
        RunReportJson.Read(_pipeline.Store.Texts[ReportKey]).Status.ShouldBe(ReportStatus.Succeeded);
    }

    [Fact]
    public async Task Show_AnyService_ChangesNothing()
    {
        Publish();
        var before = Kept();

        var shown = await _api.ServiceAsync(Gone, remove: false);
        var removed = await _api.ServiceAsync(Gone, remove: true);

        before.ShouldContain(thing => IsOfGone(thing));
        shown.Text.ShouldBe(removed.Text);
        (await _api.ServiceAsync(Gone, remove: false)).Json.GetProperty("things").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(12)]
    public async Task Remove_CutOffInTheMiddle_GoesOnWhenItIsRepeated(int atStep)
    {
        Publish();
        var others = Kept().Where(thing => !IsOfGone(thing)).ToList();
        var steps = 0;
        void Step()
        {
            if (++steps == atStep)
                throw new FailureException(new Failure("Killed", "the process was killed", ""));
        }

        _pipeline.Catalog.OnChange = (_, _) => Step();
        _pipeline.Store.OnWrite = _ => Step();
        var first = await _api.ServiceAsync(Gone, remove: true);
        var left = Kept().Count(IsOfGone);
        var second = await _api.ServiceAsync(Gone, remove: true);

        (first.Status, second.Status).ShouldBe((502, 200));
        left.ShouldBeGreaterThan(0);
        Kept().ShouldBe(others);
        RunReportJson.Read(_pipeline.Store.Texts[ReportKey]).Status.ShouldBe(ReportStatus.Succeeded);
    }

    [Fact]
    public async Task Remove_DataMayNotBeDeleted_IsToldAndDoneTheNextTime()
    {
        Publish();
        var others = Kept().Where(thing => !IsOfGone(thing)).ToList();
        _pipeline.Store.DeleteRefusal = new Failure("AccessDenied", "s3:DeleteObject", "Deploy the role again.");
        var refused = await _api.ServiceAsync(Gone, remove: true);
        _pipeline.Store.DeleteRefusal = null;

        (refused.Status, refused["code"]).ShouldBe((502, "AccessDenied"));
        (await _api.ServiceAsync(Gone, remove: true)).Status.ShouldBe(200);
        Kept().ShouldBe(others);
    }

    [Fact]
    public async Task Remove_AConfiguredService_IsRefusedWithWhatToDoFirst()
    {
        _pipeline.RunToEnd();
        var before = Kept();

        var answer = await _api.ServiceAsync("shop-a", remove: true);

        (answer.Status, answer["code"]).ShouldBe((409, "ServiceConfigured"));
        answer["detail"].ShouldContain("Take it out of CommerceAnalytics:ServiceNames first");
        Kept().ShouldBe(before);
    }

    [Fact]
    public async Task Remove_ARunWithItGoesOn_IsRefusedUntilItHasEnded()
    {
        _pipeline.Athena.LoggedServices.Add(Gone);
        var started = await _api.StartAsync($$"""{"service_names":["{{Gone}}"]}""");
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);

        var refused = await _api.ServiceAsync(Gone, remove: true);
        var other = await _api.ServiceAsync("shop-xy", remove: true);
        _pipeline.Hub.Run();

        (refused.Status, refused["code"]).ShouldBe((409, "RunGoesOn"));
        refused["detail"].ShouldContain(started["id"]);
        other.Status.ShouldBe(200);
        (await _api.ServiceAsync(Gone, remove: true)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Remove_ATableOfAnotherMaking_IsLeftAloneAndSaidSo()
    {
        const string Table = "shop_x_commerce_hourly_traffic_summary";
        _pipeline.Catalog.Tables[Table] = new(
            "log_db",
            Table,
            "s3://elsewhere/old/",
            [],
            [],
            new Dictionary<string, string>()
        );

        var answer = await _api.ServiceAsync(Gone, remove: true);

        _pipeline.Catalog.Tables.ShouldContainKey(Table);
        answer.Json.GetProperty("things")[0].GetProperty("kind").GetString().ShouldBe("other_table");
    }

    [Theory]
    [InlineData("Shop_X", "")]
    [InlineData("shop-x", "?yes=true")]
    public async Task Remove_ABadRequest_Answers400(string service, string query)
    {
        (await _api.ServiceAsync(service, remove: true, query)).Status.ShouldBe(400);
        (await _api.ServiceAsync(service, remove: false, query)).Status.ShouldBe(400);
    }

    /// <summary>All four shops have all tables, and two days of the extract.</summary>
    private void Publish()
    {
        var input = _pipeline.Input(force: true);
        _pipeline
            .RunToEnd(input with { Request = input.Request with { ServiceNames = [Gone, .. LookAlikes] } })
            .Status.ShouldBe(ReportStatus.Succeeded);
        _pipeline.Extracts.Days.Clear();
        _pipeline.ExtractBuilds.Builds.Clear();
        var place = $"{ExtractTable.Location(_pipeline.Settings)}2025-10-28/commerce-2025-10-28-0a1b2c3d-1-1/";
        var parts = new Dictionary<string, IReadOnlyList<StoredFile>>();
        foreach (var service in (string[])[Gone, .. LookAlikes])
        {
            foreach (var day in new DateOnly[] { new(2025, 10, 26), new(2025, 10, 27) })
            {
                var part = $"day={day:yyyy-MM-dd}/service={service}/";
                parts[part] = [new("data", 100)];
                _pipeline.ExtractBuilds.Files[(place, part)] = ["data"];
                _pipeline.Extracts.Days[(day, service)] = new(day, service, Pipeline.Today, "f", true, place + part);
            }
        }

        _pipeline.ExtractBuilds.Builds[place] = new(place, "commerce-2025-10-28", _pipeline.Time.GetUtcNow())
        {
            State = ExtractBuildState.Checked,
            Parts = parts,
        };
    }

    private static bool IsOfGone(string thing) =>
        thing.Contains("shop_x_commerce_", StringComparison.Ordinal)
            ? !thing.Contains("shop_x_commerce_commerce_", StringComparison.Ordinal)
            : thing.Contains("service=shop-x/", StringComparison.Ordinal);

    /// <summary>Every table, record, object and day of the extract that there is.</summary>
    private List<string> Kept() =>
        [
            .. _pipeline
                .Catalog.Tables.Keys.Where(name => name.Contains("_commerce_", StringComparison.Ordinal))
                .Select(name => $"table {name}")
                .Order(),
            .. _pipeline.Store.Versions.Select(version => $"record {version.Location}").Order(),
            .. _pipeline
                .Store.Files.Keys.Where(place => place.Contains("_commerce_", StringComparison.Ordinal))
                .Select(place => $"objects {place}")
                .Order(),
            .. _pipeline
                .Extracts.Days.Select(day => $"day {day.Key.Day:yyyy-MM-dd} service={day.Key.Service}/")
                .Order(),
            .. _pipeline.ExtractBuilds.Files.Keys.Select(key => $"extract {key.Part}").Order(),
            .. _pipeline
                .History.Nights.Keys.Select(key => $"night {key.QueryType} service={key.Of.ServiceName}/")
                .Order(),
        ];
}
