using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Plans;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>plan</c>: prints every statement of a run, and changes nothing.</summary>
internal sealed class PlanCommand : LocalCommand
{
    public PlanCommand()
        : base(
            "plan",
            "Prints every SQL statement of a run, fitted to the lake's catalog if there is one. Changes nothing.",
            CommonOptions.LakeToAsk, CommonOptions.Date, CommonOptions.Service, CommonOptions.QueryType, CommonOptions.Settings, CommonOptions.Set)
    {
    }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.Lake();
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        var found = await CatalogLook.FindFitAsync(lake, settings.Commerce, surroundings.Time, cancellationToken);
        surroundings.Error.WriteLine(found is null
            ? $"the lake {lake.Given} has no table {settings.Commerce.EventsDatabase}.{settings.Commerce.EventsTable} yet: planned for the table that docs describe."
            : $"fitted to {settings.Commerce.EventsDatabase}.{settings.Commerce.EventsTable} of the lake {lake.Given}.");
        foreach (var extract in PlanReader.Extracts(settings.Commerce, request, found ?? EventsTableFit.Documented, []))
            Print(extract, surroundings.Out);
        foreach (var table in PlanReader.Plan(settings.Commerce, request, found ?? EventsTableFit.Documented))
            Print(table, surroundings.Out);
        return ExitCode.Done;
    }

    private static void Print(ExtractPlan plan, TextWriter writer)
    {
        writer.WriteLine($"-- {ExtractTable.Name}: {plan.Chunk}, before the tables; a run leaves out what the extract holds already");
        writer.WriteLine(plan.Sql.TrimEnd() + ";");
        writer.WriteLine();
    }

    private static void Print(TablePlan plan, TextWriter writer)
    {
        writer.WriteLine($"-- {plan.Table}: {plan.ServiceName}, batch {plan.Batch}, {plan.WindowStart:yyyy-MM-dd} to {plan.WindowEnd:yyyy-MM-dd}");
        if (plan.MissingAttributes.Count > 0)
            writer.WriteLine($"-- not in the events table, NULL everywhere: {string.Join(", ", plan.MissingAttributes)}");
        writer.WriteLine(plan.CtasSql.TrimEnd() + ";");
        writer.WriteLine();
    }
}
