using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.OneMachine.Tests.Runs;

public sealed class RunPictureTests
{
    [Fact]
    public void Of_SummaryThatIsNotKnownHere_HasNoBatch()
    {
        var progress = new RunProgress
        {
            Line = "",
            Phase = RunProgress.Running,
            Services = [new("shop", 1, [new("hourly_traffic", "running"), new("of_another_folder", "published", 3)])],
        };

        var picture = RunPicture.Of(progress, SummarySet.Of(new CommerceSettings()));

        picture
            .Tables.Select(row => (row.QueryType, row.Batch))
            .ShouldBe([("of_another_folder", 0), ("hourly_traffic", 1)]);
    }
}
