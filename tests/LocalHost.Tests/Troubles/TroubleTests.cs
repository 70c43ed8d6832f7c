using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>
/// Each cause of the advice table, produced for real: a whole run on LocalAws, whose report must name it and say what
/// to do.
/// </summary>
public sealed class TroubleTests(TroubleLake lake) : IClassFixture<TroubleLake>
{
    public static TheoryData<string> Names => [.. TroubleTable.All.Select(trouble => trouble.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_MeetsTrouble_ReportSaysWhatItIsAndWhatToDo(string name)
    {
        var trouble = TroubleTable.All.Single(trouble => trouble.Name == name);

        var report = await lake.RunAsync(trouble);

        report.Status.ShouldBe(
            trouble.IsWarning ? ReportStatus.Succeeded : ReportStatus.Failed,
            RunReportJson.Write(report)
        );
        var table = report.Services.Single().Tables.Single();
        var notices = trouble.IsWarning ? table.Warnings.Concat(report.Warnings) : [table.Error!];
        var notice = notices.FirstOrDefault(notice => notice.Code == trouble.Code);
        notice.ShouldNotBeNull($"{trouble.Code} is not in {RunReportJson.Write(report)}");
        notice.Message.ShouldContain(trouble.Message);
        notice.Advice.ShouldContain(trouble.Advice);
        TroublePage.Text.ShouldContain($"| `{trouble.Code}` |", Case.Sensitive, TroublePage.Anew);
    }

    [Fact]
    public void Table_HasAtLeastTwentyCauses() =>
        TroubleTable
            .All.Select(trouble => (trouble.Code, trouble.Message))
            .Distinct()
            .Count()
            .ShouldBeGreaterThanOrEqualTo(20);

    [Fact]
    public void Page_IsWhatTheTableAndTheProgramSay()
    {
        if (TroublePage.IsWrittenAnew)
            TroublePage.Write();
        TroublePage.Text.ShouldBe(TroublePage.Render(), TroublePage.Anew);
    }
}
