using System.CommandLine;
using CommerceAnalytics.OneMachine.Sample;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>sample</c>: writes sample events.</summary>
internal sealed class SampleCommand : LocalCommand
{
    private static readonly Option<string> Days = new("--days")
    {
        Description =
            $"Days of events, the last one being the day before the execution date.  [default: {SampleOptions.DefaultDays}]",
        HelpName = "N",
    };

    private static readonly Option<string> EventsPerDay = new("--events-per-day")
    {
        Description =
            $"Commerce events on an ordinary day, over all services; {OtherEvents.PerCommerceEvent} times as many others come on top.  [default: {SampleOptions.DefaultEventsPerDay}]",
        HelpName = "N",
    };

    private static readonly Option<string> Seed = new("--seed")
    {
        Description =
            $"The same seed gives the same bytes, for the same days and services.  [default: {SampleOptions.DefaultSeed}]",
        HelpName = "N",
    };

    public SampleCommand()
        : base(
            "sample",
            "Writes sample events into a lake. Into one that has none, or in place of those of an earlier `sample`: two shops with the real log's flaws.",
            CommonOptions.Lake,
            CommonOptions.Date,
            CommonOptions.Service,
            Days,
            EventsPerDay,
            Seed,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToOwn();
        var request = inputs.Request(inputs.Settings());
        var options = SampleOptions.For(request, inputs.Surroundings.Time) with
        {
            Days = inputs.Number(Days, SampleOptions.DefaultDays, 1, 1_000),
            EventsPerDay = inputs.Number(EventsPerDay, SampleOptions.DefaultEventsPerDay, 1, 1_000_000),
            Seed = inputs.Number(Seed, SampleOptions.DefaultSeed, int.MinValue, int.MaxValue),
        };
        var sample = new SampleLake(lake);
        if (sample.Problem() is { } problem)
            inputs.Add(problem);
        inputs.Refuse();
        sample.Write(options, inputs.Surroundings.Error, cancellationToken);
        inputs.Surroundings.Out.WriteLine(lake.EventsFolder);
        return Task.FromResult(ExitCode.Done);
    }
}
