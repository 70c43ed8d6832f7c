using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Http;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>What counts as a night outside the app, and by which run a run was mended.</summary>
public class NightRunTests
{
    private readonly Pipeline _pipeline = new();

    [Theory]
    [InlineData(StartKind.Scheduled, 0, true)]
    [InlineData(StartKind.Scheduled, 1, true)]
    [InlineData(StartKind.Scheduled, 2, false)]
    [InlineData(StartKind.OnPurpose, 0, true)]
    [InlineData(StartKind.OnPurpose, 1, false)]
    public void Start_OfAllTables_IsANightWhereItIsTheNewest(StartKind kind, int daysAgo, bool expected) =>
        Started(_pipeline.Input(Pipeline.Today.AddDays(-daysAgo)), kind).IsNight.ShouldBe(expected);

    [Fact]
    public void Start_OfOneTable_IsNoNight()
    {
        var input = _pipeline.Input();
        Started(input with { Request = input.Request with { QueryTypes = ["hourly_traffic"] } })
            .IsNight.ShouldBeFalse();
    }

    [Fact]
    public void Start_OfAMisspeltService_IsNoNight()
    {
        var input = _pipeline.Input();
        Started(input with { Request = input.Request with { ServiceNames = ["shop-a", "shop-bb"], Force = true } })
            .IsNight.ShouldBeFalse();
    }

    [Fact]
    public void Start_Rollback_IsNoNight() =>
        Started(RunInput.Rollback(_pipeline.Input().Request)).IsNight.ShouldBeFalse();

    [Fact]
    public void Rerun_OfWhatFailed_IsTheNightThatItCompletes()
    {
        _pipeline.Athena.Ending = (_, type, _) =>
            type == "hourly_traffic" ? new Failure("InvalidQuery", "no", "Mend it.") : null;
        var failed = _pipeline.RunToEnd();
        Started(Rerun.Of(failed, Input(failed.RunId))!).IsNight.ShouldBeTrue();
    }

    [Fact]
    public async Task GetAndList_RunThatWasMended_ShowByWhichAndTheOtherWayRound()
    {
        var api = new Api(_pipeline);
        _pipeline.Athena.Ending = (_, type, _) =>
            type == "hourly_traffic" ? new Failure("InvalidQuery", "no", "Mend it.") : null;
        var first = _pipeline.RunToEnd();
        var second = _pipeline.RunToEnd(Rerun.Of(first, Input(first.RunId)));
        (await api.GetAsync(first.RunId)).Json.TryGetProperty("mended_by", out _).ShouldBeFalse("the rerun failed too");
        _pipeline.Athena.Ending = (_, _, _) => null;
        var third = _pipeline.RunToEnd(Rerun.Of(second, Input(second.RunId)));

        (await api.GetAsync(first.RunId)).Json.GetProperty("mended_by").GetString().ShouldBe(third.RunId);
        (await api.GetAsync(second.RunId)).Json.GetProperty("mended_by").GetString().ShouldBe(third.RunId);
        (await api.GetAsync(second.RunId)).Json.GetProperty("rerun_of").GetString().ShouldBe(first.RunId);
        third.RerunOf.ShouldBe(second.RunId);
        (await ListedAsync(api, "?status=failed")).ShouldBe([
            (second.RunId, first.RunId, third.RunId),
            (first.RunId, null, third.RunId),
        ]);
        (await ListedAsync(api, "")).ShouldBe([
            (third.RunId, second.RunId, null),
            (second.RunId, first.RunId, third.RunId),
            (first.RunId, null, third.RunId),
        ]);
    }

    [Fact]
    public async Task List_RunsOfEachKind_SayWhichKind()
    {
        _pipeline.Athena.Ending = (_, type, _) =>
            type == "hourly_traffic" ? new Failure("InvalidQuery", "no", "Mend it.") : null;
        _pipeline.Start(_pipeline.Input(), StartKind.Scheduled);
        _pipeline.Hub.Run();
        var first = await new Api(_pipeline).GetAsync("commerce-2025-10-28");
        first["status"].ShouldBe("failed");
        _pipeline.Athena.Ending = (_, _, _) => null;
        var report = _pipeline.RunToEnd();
        _pipeline.RunToEnd(Rerun.Of(RunReportJson.Read(first.Text), Input("commerce-2025-10-28")));
        _pipeline.RunToEnd(RunInput.Rollback(_pipeline.Input().Request));

        var runs = (await new Api(_pipeline).ListAsync("")).Json.GetProperty("runs").EnumerateArray();

        report.Kind.ShouldBe(RunKind.Refresh);
        runs.Select(run => run.GetProperty("kind").GetString()).ShouldBe(["rollback", "rerun", "manual", "night"]);
    }

    private static async Task<List<(string Id, string? RerunOf, string? MendedBy)>> ListedAsync(Api api, string query)
    {
        var runs = (await api.ListAsync(query)).Json.GetProperty("runs").EnumerateArray();
        return
        [
            .. runs.Select(run =>
                (
                    run.GetProperty("run_id").GetString()!,
                    run.GetProperty("rerun_of").GetString(),
                    run.GetProperty("mended_by").GetString()
                )
            ),
        ];
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("hourly_traffic", false)]
    public void Run_OfANight_IsToldAsCompleteOnceAndOnlyIfAllIsPublished(string? failing, bool isTold)
    {
        var failure = new Failure("SyntaxError", "line 1:1: no", "Mend it.");
        _pipeline.Athena.Ending = (_, type, _) => type == failing ? failure : null;

        _pipeline.RunToEnd();

        _pipeline.Hub.Logged.Ids.Count(id => id == 1026).ShouldBe(isTold ? 1 : 0);
        _pipeline.Hub.Logged.Ids.Count(id => id == 1027).ShouldBe(isTold ? 0 : 1);
    }

    private RunInput Started(RunInput input, StartKind kind = StartKind.OnPurpose) =>
        Input(_pipeline.Start(input, kind));

    private RunInput Input(string runId) => Json.Converter.Deserialize<RunInput>(_pipeline.Run(runId).Input)!;
}
