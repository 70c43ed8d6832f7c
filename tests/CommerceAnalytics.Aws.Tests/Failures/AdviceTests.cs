using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Tests.Failures;

/// <summary>What an advice does when it is followed, and nothing else is done.</summary>
public class AdviceTests
{
    [Fact]
    public void Advice_OfNoCause_EmptiesEveryWindow() =>
        CauseTable.Rules.ShouldAllBe(rule => !rule.Cause.Advice.Contains("MinDataDate", StringComparison.Ordinal));

    [Fact]
    public void Advice_OfDamagedData_LeavesOutThatDayAlone() => Causes.DataDamaged.Advice.ShouldContain("its day, and that day alone, to ExcludedDays");

    [Fact]
    public void Advice_ToCreate_ComesAfterTheLookAtTheName()
    {
        foreach (var advice in CauseTable.Rules.Select(rule => rule.Cause.Advice).Where(advice => advice.Contains("reate the ", StringComparison.Ordinal)).Distinct())
            advice.ShouldNotStartWith("Create the database");
        Causes.BucketNotFound.Advice.ShouldStartWith("See that");
        Causes.TableNotFound.Advice.ShouldStartWith("See that");
    }

    [Fact]
    public void Advice_OnQuotas_SparesThePipelinesTables() => Causes.QuotaReached.Advice.ShouldContain("never those whose names begin with pipeline_");
}
