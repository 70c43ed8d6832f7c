using System.CommandLine;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Operations.Inspection;
using CommerceAnalytics.Runs;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>check</c>: says whether the event log is fit to be summarised.</summary>
internal sealed class CheckCommand : LocalCommand
{
    private static readonly Option<bool> Sql = new("--sql")
    {
        Description =
            "Prints the queries as a page to paste into Athena instead of asking them: docs/commerce-analytics-test-queries.md is one.",
    };

    public CheckCommand()
        : base(
            "check",
            "Checks the event log of the days before a date. Counts events of each day and kind, attributes, numbers, duplicates. Exit code 1 when a check fails.",
            CommonOptions.LakeToAsk,
            AwsConnection.Deployed,
            CommonOptions.Date,
            CommonOptions.Service,
            CommonOptions.Json,
            Sql,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var isPage = inputs.Parse.GetValue(Sql);
        if (isPage && inputs.Parse.GetValue(AwsConnection.Deployed))
            inputs.Add("--sql prints what a lake's catalog fits, --deployed asks AWS: give one of them.");
        var json = inputs.JsonTarget();
        if (isPage && json is not null)
            inputs.Add("--sql prints a page, --json findings: give one of them.");
        var lake = isPage ? inputs.Lake() : AwsConnection.LakeOf(inputs);
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        inputs.Refuse();

        if (isPage)
            return await PrintPageAsync(lake!, settings, request, inputs.Surroundings, cancellationToken);
        await using var aws = await AwsConnection.OpenAsync(
            lake,
            settings,
            inputs.Surroundings.Time,
            cancellationToken
        );
        var catalog = new CatalogInspection(
            aws.Get<Prerequisites>(),
            aws.Get<ITableCatalog>(),
            aws.Get<LocationCheck>(),
            settings.Commerce
        );
        var inspection = new LogInspection(catalog, aws.Get<ShortQueries>(), settings.Commerce);
        var report = await inspection.InspectAsync(request, cancellationToken);
        await Findings.PrintAsync(
            inputs.Surroundings,
            json,
            report.Json(),
            console => new CheckDisplay(console).Show(report)
        );
        return report.Status == CheckStatus.Fail ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<int> PrintPageAsync(
        LakeFolder lake,
        LocalSettings settings,
        RunRequest request,
        Surroundings surroundings,
        CancellationToken cancellationToken
    )
    {
        var fit =
            await CatalogReader.FindFitAsync(lake, settings.Commerce, surroundings.Time, cancellationToken)
            ?? EventsTableFit.Documented;
        surroundings.Out.Write(CheckPage.Text(settings.Commerce, request.ServiceNames, request.ExecutionDate, fit));
        return ExitCode.Done;
    }
}
