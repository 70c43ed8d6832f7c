using System.CommandLine;
using System.Text.Json;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>backfill</c>: builds nights of a range into history.</summary>
internal sealed class BackfillCommand : LocalCommand
{
    private static readonly Option<string> From = new("--from")
    {
        Description = "First night, YYYY-MM-DD.",
        HelpName = "DATE",
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "Last night, YYYY-MM-DD; it is built first.",
        HelpName = "DATE",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Builds nights anew that history has.",
    };

    private static readonly Option<bool> Estimate = new("--estimate")
    {
        Description = "Tells the bytes and dollars that it would take, and starts nothing.",
    };

    public BackfillCommand()
        : base(
            "backfill",
            "Builds past nights into history. Those of the range that history lacks, the newest first; no live table is touched. Shows bytes and dollars first. One that was stopped goes on when it is asked for again. On a lake that `serve` holds: POST /api/backfills.",
            From,
            To,
            Force,
            Estimate,
            CommonOptions.LakeToAsk,
            CommonOptions.Service,
            CommonOptions.QueryType,
            CommonOptions.AthenaLatency,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToChange();
        var settings = inputs.Settings();
        var request = Request(inputs, settings);
        var awsOptions = settings.LocalAws(lake, port: 0, inputs.Latency());
        var json = inputs.JsonTarget();
        var estimateOnly = inputs.Parse.GetValue(Estimate);
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        await using var started = await StartedLake.StartAsync(
            lake,
            awsOptions,
            settings,
            surroundings.Time,
            cancellationToken,
            withEventsTable: true
        );
        var backfill = new LocalBackfill(started.Host, surroundings.Time);
        var estimate = await backfill.EstimateAsync(request!, cancellationToken);
        if (estimateOnly)
        {
            await PrintAsync(surroundings, json, estimate, console => BackfillDisplay.Show(console, estimate));
            return ExitCode.Done;
        }

        foreach (var line in BackfillDisplay.Lines(estimate))
            await surroundings.Error.WriteLineAsync(line);
        var ended = await backfill.RunAsync(
            request!,
            estimate,
            line => surroundings.Error.WriteLine(line),
            cancellationToken
        );
        await PrintAsync(surroundings, json, ended, console => BackfillDisplay.Show(console, ended));
        return ended.Status == "succeeded" ? ExitCode.Done : ExitCode.Failed;
    }

    private static Task PrintAsync<T>(
        Surroundings surroundings,
        string? json,
        T found,
        Action<Spectre.Console.IAnsiConsole> show
    ) => Findings.PrintAsync(surroundings, json, JsonSerializer.Serialize(found), show);

    private static BackfillRequest? Request(Inputs inputs, LocalSettings settings)
    {
        var input = new BackfillRequestInput(
            inputs.Text(From),
            inputs.Text(To),
            inputs.Texts(CommonOptions.Service),
            inputs.Texts(CommonOptions.QueryType),
            inputs.Parse.GetValue(Force)
        );
        try
        {
            var sound = settings.Commerce.Problems().Count == 0 ? settings.Commerce : new CommerceSettings();
            return BackfillRequest.Resolve(input, sound, inputs.Surroundings.Time.GetUtcNow());
        }
        catch (InvalidInputException e)
        {
            foreach (var problem in e.Problems)
                inputs.Add(
                    problem.StartsWith("from ", StringComparison.Ordinal)
                    || problem.StartsWith("to ", StringComparison.Ordinal)
                        ? $"--{problem}"
                        : problem
                );
            return null;
        }
    }
}
