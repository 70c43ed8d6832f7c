using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Events;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Finds services that nobody knows: neither configured nor in the event log. A misspelt name would be published as a
/// shop of empty tables. Configured services cost nothing; others cost one query.
/// </summary>
/// <param name="prerequisites">How the events table is read.</param>
public sealed class UnknownServices(
    Prerequisites prerequisites,
    ShortQueries queries,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    /// <summary>Code of the refusal.</summary>
    internal const string Code = "ServiceUnknown";

    private const int MostSuggested = 3;

    // The code of CommerceAnalytics.Aws for a file of the log that Athena cannot read.
    private const string DataDamaged = "DataDamaged";

    // Azure cuts an answer off that takes longer than 230 seconds.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(200);

    private CommerceSettings Settings => settings.Value;

    /// <summary>
    /// What stands against a start, one sentence for each unknown service; empty where nothing does, and where the run
    /// is forced.
    /// </summary>
    /// <param name="input">What is to be refreshed.</param>
    /// <param name="cancellationToken">Gives up; the query is stopped.</param>
    /// <exception cref="FailureException">The log could not be read: whether they are known is not known.</exception>
    public async Task<IReadOnlyList<string>> ProblemsAsync(RunInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var asked = input.Request.ServiceNames.Except(Settings.RunServices()).ToList();
        if (asked.Count == 0 || input.Request.Force || input.Kind != RunKind.Refresh)
            return [];
        var logged = await LoggedAsync(asked, input.Request, cancellationToken);
        if (logged is null)
            return [];
        var known = Settings.RunServices().Concat(logged.Where(ServiceName.IsValid)).ToList();
        return [.. asked.Except(logged).Select(name => Problem(name, known, input.Request.ExecutionDate))];
    }

    /// <summary>
    /// Null where there is no events table that could be read, or a file of the log is damaged: the run itself says
    /// better what is wrong.
    /// </summary>
    private async Task<HashSet<string>?> LoggedAsync(
        List<string> asked,
        RunRequest request,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (fit, _) = await prerequisites.EventsAsync(prerequisites.DaysOf(request), either.Token);
            if (fit is null)
                return null;
            var rows = await queries.SelectAsync(
                LoggedServices.Sql(Settings, asked, request.ExecutionDate, fit),
                Settings.EventsDatabase,
                either.Token
            );
            return [.. rows.Select(row => row[0]).OfType<string>()];
        }
        catch (FailureException e) when (e.Failure.Code == DataDamaged)
        {
            // The run's own queries name the file, table by table, and publish nothing from a window that has it.
            return null;
        }
        catch (FailureException e)
        {
            throw new FailureException(NotLookedUp(asked, e.Failure.Code, e.Failure.Message, e.Failure.Advice), e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FailureException(
                NotLookedUp(
                    asked,
                    "ServiceLookupTimeout",
                    $"Athena took longer than {TimeLimit.TotalSeconds} seconds.",
                    "Try again later."
                ),
                e
            );
        }
    }

    private static Failure NotLookedUp(List<string> asked, string code, string message, string advice) =>
        new(
            code,
            $"Nothing was started: {string.Join(", ", asked)} is not in the setting ServiceNames, and could not be looked for in the event log: {message}",
            $"{advice} To start without looking, add the service to ServiceNames, or force the run (--force; \"force\": true).".TrimStart()
        );

    private string Problem(string name, List<string> known, DateOnly date)
    {
        var days = LoggedServices.Window(Settings, date);
        var nearest = string.Join(", ", Spelling.Nearest(name, known, MostSuggested));
        return $"There is no service {name}: it is not in the setting ServiceNames, and the event log has no event of it from {days.Start:yyyy-MM-dd} to {days.End:yyyy-MM-dd}. The nearest known names: {nearest}. A service without events gets empty tables; to have them all the same, force the run (--force; \"force\": true).";
    }
}
