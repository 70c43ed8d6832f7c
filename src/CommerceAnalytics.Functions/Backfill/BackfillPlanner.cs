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
        if (request.HasOverview)
            tables = tables.Append(TableName.Overview);
        return [.. tables];
    }

    /// <summary>
    /// Bytes and dollars of a backfill, as history and the log are now. Throws <see cref="InvalidInputException"/> where
    /// history is given none of its nights.
    /// </summary>
    /// <param name="request">The backfill.</param>
    public async Task<BackfillEstimate> EstimateAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tables = Tables(request);
        var asked = request.Nights().ToList();
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
        var lacking = night.Tables.Where(table => !table.IsThere);
        var build = lacking.Select(table => table.Table).ToList();
        var there = night.Tables.Count - build.Count;
        var ofServices = build.Where(table => table != TableName.Overview);
        var tables = ofServices.Select(table => (table.ServiceName, table.QueryType));
        var buildsOverview = build.Contains(TableName.Overview);
        return new(night.Night, [.. tables], there) { OverviewServices = buildsOverview ? request.ServiceNames : [] };
    }
}
