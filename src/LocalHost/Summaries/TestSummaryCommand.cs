using System.CommandLine;
using CommerceAnalytics.Events;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.LocalHost.Summaries;

/// <summary><c>test-summary</c>: tries a summary out on the lake, and leaves nothing there.</summary>
internal sealed class TestSummaryCommand : LocalCommand
{
    private const int DefaultRows = 10;
    private const int MostRows = 1000;

    private static readonly Option<string> Rows = new("--rows")
    {
        Description = $"Rows to print, 0 to {MostRows}.  [default: {DefaultRows}]",
        HelpName = "N",
    };

    private static readonly Option<string[]> Service = new(CommonOptions.Service.Name)
    {
        Description = "Service; give it several times for several.  [default: the first of the setting ServiceNames]",
        HelpName = CommonOptions.Service.HelpName,
        Arity = CommonOptions.Service.Arity,
    };

    public TestSummaryCommand()
        : base(
            "test-summary",
            "Tries a summary on the lake, in seconds. Checks types, keys and invariants, and prints the first rows. Publishes nothing and leaves no table. Exit code 1 when a check fails or Athena refuses the SQL.",
            CommonOptions.LakeToAsk,
            CommonOptions.Date,
            Service,
            Rows,
            CommonOptions.Settings,
            CommonOptions.Set
        )
    {
        Arguments.Add(NewSummaryCommand.Summary);
    }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToAsk();
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        var rows = inputs.Number(Rows, DefaultRows, 0, MostRows);
        var summaries = Summaries(inputs, settings.Commerce);
        var name = NameOf(inputs, summaries);
        inputs.Refuse();

        var services = inputs.Texts(Service).Count > 0 ? request.ServiceNames : request.ServiceNames.Take(1);
        // The extract holds nothing of a summary that no run has refreshed yet.
        var direct = settings.Commerce with
        {
            ScanMode = ScanMode.Direct,
        };
        await using var opened = await OpenLake.UseAsync(lake, direct, inputs.Surroundings.Time, cancellationToken);
        var fit = await FitAsync(lake, direct, summaries!, inputs.Surroundings.Time, cancellationToken);
        var planner = new SummaryPlanner(direct, summaries!);
        var tryout = new SummaryTryout(opened.Athena, direct, rows);
        var display = new TryoutDisplay(inputs.Surroundings);
        var isSound = true;
        foreach (var service in services)
        {
            var trial = planner.Trial(service, name, request.ExecutionDate, fit);
            var report = await tryout.RunAsync(trial, cancellationToken);
            display.Show(report);
            isSound &= report.Problems.Count == 0;
        }

        return isSound ? ExitCode.Done : ExitCode.Failed;
    }

    // Those too that are off: an analyst tries a summary before it is refreshed every night.
    private static SummarySet? Summaries(Inputs inputs, CommerceSettings settings)
    {
        try
        {
            return settings.Problems().Count == 0 ? SummarySet.WithDisabled(settings) : null;
        }
        catch (InvalidInputException refused)
        {
            refused.Problems.ToList().ForEach(inputs.Add);
            return null;
        }
    }

    private static string NameOf(Inputs inputs, SummarySet? summaries)
    {
        var name = inputs.Parse.GetValue(NewSummaryCommand.Summary) ?? "";
        if (name.Length == 0)
            inputs.Add("no name is given: write, for example, test-summary cart_pages.");
        else if (summaries is not null && summaries.Find(name) is null)
            inputs.Add(
                $"{Shown.Text(name)} is no summary. The nearest are {string.Join(", ", Spelling.Nearest(name, summaries.Names, 3))}; new-summary writes a new one."
            );
        return name;
    }

    private static async Task<EventsTableFit> FitAsync(
        LakeFolder lake,
        CommerceSettings settings,
        SummarySet summaries,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        // Of the summaries that are off, too, whose attributes a run would not look for.
        var all = settings with
        {
            Summaries = summaries.All.ToDictionary(one => one.QueryType, _ => new SummarySettings { Enabled = true }),
        };
        return await CatalogReader.FindFitAsync(lake, all, time, cancellationToken)
            ?? throw new FailureException(
                new(
                    "TableNotFound",
                    $"The lake {lake.Given} has no table {settings.EventsDatabase}.{settings.EventsTable}: it holds no events.",
                    "Write some with `sample`, or name another lake."
                )
            );
    }
}
