using System.CommandLine;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Operations.Inspection;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>status</c>: says how the summary tables stand.</summary>
internal sealed class StatusCommand : LocalCommand
{
    private static readonly Option<string> Date = new(CommonOptions.Date.Name)
    {
        Description =
            "Date that the tables are judged by, YYYY-MM-DD: those calculated for it or the day before are current.  [default: today]",
        HelpName = CommonOptions.Date.HelpName,
    };

    public StatusCommand()
        : base(
            "status",
            "Shows every summary table with its rows, date and age. The date is the one that it was last calculated for, the age that of the published version. Changes nothing.",
            CommonOptions.LakeToAsk,
            AwsConnection.Deployed,
            Date,
            CommonOptions.Service,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = AwsConnection.LakeOf(inputs);
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        var json = inputs.JsonTarget();
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        await using var aws = await AwsConnection.OpenAsync(lake, settings, surroundings.Time, cancellationToken);
        var now = surroundings.Time.GetUtcNow();
        var inspection = new TableInspection(
            aws.Get<ITableCatalog>(),
            aws.Get<ShortQueries>(),
            settings.Commerce,
            request.ExecutionDate,
            now
        );
        var report = await inspection.InspectAsync(request.ServiceNames, cancellationToken);
        await Findings.PrintAsync(
            surroundings,
            json,
            report.Json(),
            console => new StatusDisplay(console, surroundings.Program).Show(report)
        );
        return ExitCode.Done;
    }
}
