using System.Reflection;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Tests.Failures;

/// <summary>What an advice does when it is followed, and nothing else is done.</summary>
public class AdviceTests
{
    public static TheoryData<string> Codes => [.. All().Select(cause => cause.Code).Distinct()];

    [Fact]
    public void Advice_OfNoCause_EmptiesEveryWindow() =>
        All().ShouldAllBe(cause => !cause.Advice.Contains("MinDataDate", StringComparison.Ordinal));

    [Fact]
    public void Advice_OfDamagedData_LeavesOutThatDayAlone() =>
        Causes.DataDamaged.Advice.ShouldContain("its day, and that day alone, to ExcludedDays");

    /// <summary>
    /// Who reads an advice at night does what it says first. What cannot be taken back, costs money, or hides the fault
    /// comes after a look at whether it is the right thing, or says when it is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Codes))]
    public void Advice_OfEachCause_DoesNotBeginWithWhatMayHarm(string code)
    {
        foreach (var advice in All().Where(cause => cause.Code == code).Select(cause => cause.Advice))
        {
            foreach (
                var act in (string[])
                    [
                        "Create",
                        "Delete",
                        "Remove",
                        "Drop",
                        "Raise",
                        "Turn off",
                        "Enable",
                        "Disable",
                        "Cancel",
                        "Set ScanMode",
                        "Correct",
                    ]
            )
                advice.ShouldNotStartWith(act + " ");
            if (advice.Contains("Create the", StringComparison.Ordinal))
                advice.ShouldContain("only where it never was there");
        }
    }

    [Fact]
    public void Advice_OnQuotas_SparesThePipelinesTables() =>
        Causes.QuotaReached.Advice.ShouldContain("never those whose names begin with pipeline_");

    private static IEnumerable<Cause> All() =>
        typeof(Causes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<Cause>();
}
