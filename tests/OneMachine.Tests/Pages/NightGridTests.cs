using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.OneMachine.Tests.Pages;

public sealed class NightGridTests
{
    private const int Nights = 5;
    private static readonly DateOnly Last = new(2026, 3, 29);
    private static readonly TableName Table = new("theshop-brand", "hourly_traffic");
    private static readonly Finding Finding = new()
    {
        Code = "TableShrank",
        Severity = FindingSeverity.Hold,
        Figure = 3,
        Message = "m",
        Advice = "a",
    };

    [Fact]
    public void Of_RunsOfANight_ShowsWhatReadersSee()
    {
        Cells(Run(0, TableStatus.Published)).ShouldBe("....p");
        Cells(Run(0, TableStatus.Failed)).ShouldBe("....f");
        Cells(Run(0, TableStatus.Held)).ShouldBe("....h");
        Cells(Run(0, TableStatus.Cancelled)).ShouldBe("....c");
        Cells(Run(0, TableStatus.Failed), Run(0, TableStatus.Published, number: 2)).ShouldBe("....p");
        Cells(Run(0, TableStatus.Published), Run(0, TableStatus.Failed, number: 2)).ShouldBe("....p");
        Cells(Run(0, TableStatus.Skipped) with { Status = ReportStatus.Running }).ShouldBe("....g");
    }

    [Fact]
    public void Of_NightsWithoutARun_AreMissingFromTheFirstOn()
    {
        Cells(Run(3, TableStatus.Published), Run(1, TableStatus.Published)).ShouldBe(".pmpm");
        Cells().ShouldBe("....m");
    }

    [Fact]
    public void Of_ANightThatIsNotDue_IsNotMissing() =>
        Row([Run(2, TableStatus.Published)], due: Last.AddDays(-1)).Cells.ShouldBe("..pm.");

    [Fact]
    public void Of_AServiceThatIsNotConfigured_MissesNothing()
    {
        var other = Run(2, TableStatus.Published) with
        {
            Tables = [new("once", "hourly_traffic", TableStatus.Published)],
        };

        var rows = Grid([other], Last).Rows.ToList();

        rows.ConvertAll(row => (row.Table.ServiceName, row.Cells))
            .ShouldBe([("theshop-brand", "....m"), ("once", "..p..")]);
    }

    [Fact]
    public void Of_ARollback_TakesBackTheNewestNightAfterTheOneThatIsShown()
    {
        var nights = new[] { Run(2, TableStatus.Published), Run(1, TableStatus.Published), Run(0, TableStatus.Failed) };
        var rollback = Run(0, TableStatus.Published, number: 2) with
        {
            Kind = RunKind.Rollback,
            Tables = [new(Table.ServiceName, Table.QueryType, TableStatus.Published) { ShownNight = Last.AddDays(-2) }],
        };

        var row = Row([.. nights, rollback], Last);

        row.Cells.ShouldBe("..pbf");
        row.Runs[3].ShouldBe(rollback.RunId);
    }

    [Fact]
    public void Of_ARollbackWithinOneNight_LeavesItPublished()
    {
        var rollback = Run(0, TableStatus.Published, number: 3) with
        {
            Kind = RunKind.Rollback,
            Tables = [new(Table.ServiceName, Table.QueryType, TableStatus.Published) { ShownNight = Last }],
        };

        Cells(Run(0, TableStatus.Published), Run(0, TableStatus.Published, number: 2), rollback).ShouldBe("....p");
    }

    [Fact]
    public void Of_RunsOutsideOfTheNights_AreLeftOut() =>
        Cells(Run(9, TableStatus.Published), Run(-1, TableStatus.Published)).ShouldBe("....m");

    [Fact]
    public void Held_NightsInARow_AreToldToTheNewestOne()
    {
        var row = Row(
            [
                Run(4, TableStatus.Held),
                Run(3, TableStatus.Published),
                Run(2, TableStatus.Held),
                Run(1, TableStatus.Held),
            ],
            Last
        );

        row.Held().ShouldBe((2, 3));
        row.FindingOf(3).ShouldBe(Finding);
    }

    [Theory]
    [InlineData(TableStatus.Published)]
    [InlineData(TableStatus.Failed)]
    public void Held_NewestNightIsNot_TellsNothing(TableStatus last) =>
        Row([Run(1, TableStatus.Held), Run(0, last)], Last).Held().ShouldBeNull();

    private static string Cells(params NightRun[] runs) => Row(runs, Last).Cells;

    private static NightRow Row(IEnumerable<NightRun> runs, DateOnly due) =>
        Grid(runs, due).Rows.Single(row => row.Table == Table);

    private static NightGrid Grid(IEnumerable<NightRun> runs, DateOnly due) =>
        NightGrid.Of(
            runs.Reverse(),
            [Table],
            [.. Enumerable.Range(0, Nights).Select(back => Last.AddDays(back - Nights + 1))],
            due
        );

    private static NightRun Run(int daysAgo, TableStatus status, int number = 1)
    {
        var date = Last.AddDays(-daysAgo);
        return new()
        {
            RunId = CommerceAnalytics.Naming.RunIds.For(date, number),
            Date = date,
            StartedAt = new DateTimeOffset(date, new TimeOnly(4, number), TimeSpan.Zero),
            Status = status == TableStatus.Published ? ReportStatus.Succeeded : ReportStatus.Failed,
            Tables =
            [
                new(Table.ServiceName, Table.QueryType, status)
                {
                    Finding = status == TableStatus.Held ? Finding : null,
                },
            ],
        };
    }
}
