namespace CommerceAnalytics.Operations.Verification;

/// <summary>
/// Asks AWS, by calls that harm nothing, whether the next night can go well: identity, role, workgroup, buckets,
/// databases, events table, one small statement, what a night costs, published tables, last runs. What depends on
/// something wrong is skipped, so that the cause is named and not its consequences.
/// </summary>
/// <param name="identity">Checks of identity and role.</param>
/// <param name="places">Checks of buckets.</param>
/// <param name="prerequisites">Checks of Athena and the catalog.</param>
/// <param name="scanMode">Checks the scan mode against the size of the log.</param>
/// <param name="results">Checks of what was published.</param>
public sealed class Verifier(
    IdentityChecks identity,
    BucketChecks places,
    PrerequisiteChecks prerequisites,
    ScanModeCheck scanMode,
    ResultChecks results
)
{
    /// <summary>Runs all checks, one after the other.</summary>
    public async Task<VerificationReport> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<Verified>();
        await AddAsync(checks, "identity token", [], identity.TokenAsync, cancellationToken);
        await AddAsync(checks, "role", ["identity token"], identity.RoleAsync, cancellationToken);
        await AddAsync(checks, "workgroup", ["role"], prerequisites.WorkGroupAsync, cancellationToken);
        await AddAsync(checks, "databases", ["role"], prerequisites.DatabasesAsync, cancellationToken);
        await AddAsync(
            checks,
            "table locations",
            ["role", "databases"],
            prerequisites.LocationsAsync,
            cancellationToken
        );
        await AddAsync(checks, "results bucket", BeforeWriting(checks), places.ResultsAsync, cancellationToken);
        await AddAsync(
            checks,
            "query results",
            ["role", "results bucket"],
            places.QueryResultsAsync,
            cancellationToken
        );
        await AddAsync(checks, "lifecycle rules", ["role", "results bucket"], places.LifecycleAsync, cancellationToken);
        await AddAsync(
            checks,
            "events table",
            ["role", "databases"],
            prerequisites.EventsTableAsync,
            cancellationToken
        );
        await AddAsync(
            checks,
            "trial statement",
            ["role", "workgroup", "results bucket", "query results", "databases", "events table"],
            prerequisites.TrialAsync,
            cancellationToken
        );
        await AddAsync(checks, "scan mode", ["role", "trial statement"], scanMode.CheckAsync, cancellationToken);
        await AddAsync(
            checks,
            "summary tables",
            ["role", "databases", "table locations"],
            results.TablesAsync,
            cancellationToken
        );
        await AddAsync(checks, "last run", ["role", "results bucket"], results.LastRunAsync, cancellationToken);
        return new(checks);
    }

    /// <summary>Nothing is tried out where a table is read; where there is no database yet there is no table.</summary>
    private static string[] BeforeWriting(List<Verified> checks) =>
        checks.Exists(done => done is { Check: "table locations", Status: VerifiedStatus.Wrong })
            ? ["role", "table locations"]
            : ["role"];

    private static async Task AddAsync(
        List<Verified> checks,
        string name,
        string[] needs,
        Func<string, CancellationToken, Task<Verified>> check,
        CancellationToken cancellationToken
    )
    {
        // What was skipped is not named as a cause: its own cause is.
        var causes = checks
            .Where(done => needs.Contains(done.Check) && done.Status == VerifiedStatus.Wrong)
            .Select(done => done.Check)
            .ToList();
        var isSkipped =
            causes.Count > 0
            || checks.Exists(done => needs.Contains(done.Check) && done.Status == VerifiedStatus.Skipped);
        if (isSkipped)
        {
            checks.Add(
                new(
                    name,
                    VerifiedStatus.Skipped,
                    causes.Count > 0 ? $"not looked at: mend {string.Join(", ", causes)} first" : "not looked at"
                )
            );
            return;
        }

        try
        {
            checks.Add(await check(name, cancellationToken));
        }
        catch (FailureException e)
        {
            checks.Add(new(name, VerifiedStatus.Wrong, $"{e.Failure.Code}: {e.Failure.Message}", e.Failure.Advice));
        }
    }
}
