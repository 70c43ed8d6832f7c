using CommerceAnalytics.OneMachine.Pages.Server.Monitor;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.OneMachine.Tests.Pages;

public sealed class AdvicePagesTests
{
    [Fact]
    public void Of_ACodeOfATable_TellsItsRows() =>
        AdvicePages
            .Of("WorkGroupDisabled")
            .ShouldBe([
                "The workgroup is disabled. The message says: disabled is disabled and takes no queries.",
                "Ask who disabled the workgroup, and why. Then enable it in Athena, or name another one in the WorkGroup setting. Tried again by itself: no.",
            ]);

    [Fact]
    public void Of_ACodeThatAListNames_TellsThatEntryAsPlainText() =>
        AdvicePages
            .Of("HistoryNotKept")
            .Single()
            .ShouldStartWith(
                "History lacks a night (HistoryNotKept): the tables are published, but a call to the catalog failed"
            );

    [Fact]
    public void Of_EveryRuleOfTheAudit_TellsItsSection()
    {
        var rules = typeof(AuditSettings)
            .GetProperties()
            .Where(property => property.PropertyType == typeof(FindingSeverity))
            .Select(property => property.Name)
            .ToList();

        rules.Count.ShouldBe(15);
        rules.Where(rule => AdvicePages.Of(rule).Count < 2).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NoSuchCode")]
    [InlineData("")]
    public void Of_AnUnknownCode_TellsNothing(string code) => AdvicePages.Of(code).ShouldBeEmpty();
}
