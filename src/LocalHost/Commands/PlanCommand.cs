using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>plan</c>: prints every statement of a run, and changes nothing.</summary>
internal sealed class PlanCommand : LocalCommand
{
    public PlanCommand()
        : base(
            "plan",
            "Prints every SQL statement of a run. Fitted to the lake's catalog if there is one. Changes nothing.",
            CommonOptions.LakeToAsk,
            CommonOptions.Date,
            CommonOptions.Service,
            CommonOptions.QueryType,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.Lake();
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        var found = await CatalogReader.FindFitAsync(lake, settings.Commerce, surroundings.Time, cancellationToken);
        surroundings.Error.WriteLine(
            found is null
                ? $"the lake {lake.Given} has no table {settings.Commerce.EventsDatabase}.{settings.Commerce.EventsTable} yet: planned for the table that docs describe."
                : $"fitted to {settings.Commerce.EventsDatabase}.{settings.Commerce.EventsTable} of the lake {lake.Given}."
        );
        var fit = found ?? EventsTableFit.Documented;
        var extracts = PlanReader.Extracts(settings.Commerce, request, fit, extracted: []);
        if (extracts.Count > 0)
            surroundings.Error.WriteLine(
                $"{ExtractTable.Name} is planned as if it held no day yet: a run leaves out what it holds."
            );
        var tables = PlanReader.Plan(settings.Commerce, request, fit);
        var plan = new RunPlan(tables, NotFitted: null)
        {
            Extracts = extracts,
            Overview = PlanReader.Overview(settings.Commerce, request, fit),
            Audits = PlanReader.Audits(settings.Commerce, request.ExecutionDate, tables),
        };
        surroundings.Out.Write(PlanText.Of(plan));
        return ExitCode.Done;
    }
}
