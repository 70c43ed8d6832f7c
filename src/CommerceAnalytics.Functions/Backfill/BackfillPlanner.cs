using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>Tells what a backfill would build, and what it would cost. Sends no query.</summary>
/// <param name="lacking">What history lacks.</param>
/// <param name="sizes">How large the days are that queries read.</param>
public sealed class BackfillPlanner(LackingNights lacking, IDaySizes sizes, IOptions<CommerceSettings> settings)
{
    /// <summary>The tables of each of its nights.</summary>
    internal static IReadOnlyList<TableName> Tables(BackfillRequest request)
    {
        var tables =
            from service in request.ServiceNames
            from queryType in request.Summaries
            select new TableName(service, queryType);
        return [.. tables, .. request.HasOverview ? [TableName.Overview] : Array.Empty<TableName>()];
    }

    /// <summary>
    /// Bytes and dollars of a backfill, as history and the log are now. Throws <see cref="InvalidInputException"/> where
    /// history is given none of its nights.
    /// </summary>
    /// <param name="request">The backfill.</param>
    public async Task<BackfillEstimate> EstimateAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (tables, asked) = (Tables(request), request.Nights().ToList());
        var found = await lacking.JudgeAsync(tables, asked, request.Force, cancellationToken);
        var leftOut = found.LeftOut.Sentences();
        if (found.LeftOut.Count == tables.Count * asked.Count)
            throw new InvalidInputException([$"None of the nights can be filled in. {string.Join(' ', leftOut)}"]);
        var nights = found.Lacking.Select(night => ToBuild(night, request)).ToList();
        var planner = new ExtractPlanner(settings.Value);
        var days =
            from night in nights
            from table in night.Build.Concat(night.OfOverview())
            from day in planner.Days(table.ServiceName, table.QueryType, night.Night)
            select day;
        var measured = await sizes.OfAsync([.. days.Distinct()], cancellationToken);
        return new BackfillCosts(settings.Value, measured).Of(nights) with { LeftOut = leftOut };
    }

    private static NightToBuild ToBuild(LackingNight night, BackfillRequest request)
    {
        var build = night.Tables.Where(table => !table.IsThere).Select(table => table.Table).ToList();
        var ofServices = build.Where(table => table != TableName.Overview);
        return new(
            night.Night,
            [.. ofServices.Select(table => (table.ServiceName, table.QueryType))],
            night.Tables.Count(table => table.IsThere)
        )
        {
            OverviewServices = build.Contains(TableName.Overview) ? request.ServiceNames : [],
        };
    }
}
