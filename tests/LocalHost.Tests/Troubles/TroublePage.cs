using System.Reflection;
using System.Text;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>
/// docs/operate/troubleshooting.md, made from the program's own table of causes and from the troubles that the tests
/// produce.
/// </summary>
internal static class TroublePage
{
    public const string Anew =
        "docs/operate/troubleshooting.md is not up to date: WRITE_TROUBLESHOOTING=1 dotnet test tests/LocalHost.Tests --filter Page_IsWhat writes it anew";

    public static bool IsWrittenAnew => Environment.GetEnvironmentVariable("WRITE_TROUBLESHOOTING") == "1";

    public static string Text => File.ReadAllText(Path()).ReplaceLineEndings("\n");

    public static void Write() => File.WriteAllText(Path(), Render());

    public static string Render()
    {
        var page = new StringBuilder(Head);
        foreach (var trouble in TroubleTable.All.GroupBy(trouble => (trouble.Code, trouble.Cause)))
            page.Append($"| `{trouble.Key.Code}` | {Cell(trouble.Key.Cause)} | {Cell(trouble.First().Message)} |\n");
        page.Append(Middle);
        foreach (
            var cause in Causes()
                .GroupBy(cause => (cause.Code, cause.Advice))
                .OrderBy(cause => cause.Key.Code, StringComparer.Ordinal)
        )
            page.Append($"| `{cause.Key.Code}` | {Cell(cause.Key.Advice)} | {Retried(cause.First())} |\n");
        return page.Append(Tail).ToString();
    }

    private static IEnumerable<Cause> Causes() =>
        typeof(Causes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<Cause>();

    private static string Retried(Cause cause) =>
        cause.Retry switch
        {
            RetryAdvice.AfterWaiting => "yes, with growing waits",
            RetryAdvice.Once => "once, if Athena calls it retryable",
            _ => "no",
        };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Path() =>
        System.IO.Path.Combine(RepositoryRoot.Path, "docs", "operate", "troubleshooting.md");

    private const string Head = """
        # Troubleshooting

        For the person on call. This page is made by `tests/LocalHost.Tests/Troubles` from the program's table of causes (`src/CommerceAnalytics.Aws/Failures`) and from whole
        runs on LocalAws that meet them.

        A failed run's report names each failed table, the cause in the words of AWS, and what to do; the command line, `GET /api/runs/{id}`, `pipeline_runs` and the webhook
        say the same. A failed table is never half published. When the cause is gone, [rerun what failed](runbook.md#rerun-what-failed).

        ## What was met

        | code | what is wrong | message says |
        |---|---|---|

        """;

    private const string Middle = """

        ## What AWS answers, and what to do

        | code | advice | tried again by itself |
        |---|---|---|

        """;

    private const string Tail = """

        ## What else a report can say

        - **A rollback has no version left** (`NoVersionBefore`): each one goes one version back, as far as `VersionsToKeep` reaches.
        - **History lacks a night** (`HistoryNotKept`): the tables are published, but a call to the catalog failed when their versions were to be entered. The next run of the same
          tables enters that night too; nothing is deleted meanwhile. A missing right is in the advice.
        - **A backfill stopped** (`BackfillStopped`): nothing could be built of three nights in a row. Mend the cause and ask for the same range again: only what history lacks
          [is built](backfill.md).
        - **A held table cannot be published**: a later version of the date was published (`HeldVersionSuperseded`), it was published already (`HeldVersionPublished`), clearing up
          took what was kept (`HeldVersionCleared`: rerun that run), or some of its files are gone (`VersionIncomplete`).
        - **A summary is gone** (`SummaryRemoved`): its file or its setting was changed between the start of a run and its turn. Start the run anew.
        - **A column has changed its type** (`HistoryTypeChanged`): one table cannot show nights of both types, so the run is refused before any work. Give the summary or the
          column a new name.
        - **A run is late** (`RunLate`): it had not ended `RunDeadlineMinutes` after its start. It goes on. Its status says what it waits for.
        - **A right that only serves clearing up is missing**: no table fails for it. The report warns, with action and resource: `AccessDenied` (old versions, the staging
          table), `LeftoversNotRemoved` (of earlier runs), `QueryNotStopped` (a cancelled run's query goes on and is billed). `clean` fails with the same advice, exit code 1.
        - **A run was terminated, not cancelled**: the next run stops its queries, corrects its report and deletes its data.

        Only what the pipeline recorded as its own is ever deleted: versions are recorded before their queries are submitted (`pipeline/versions/`, the extract's in
        `pipeline/extracts/`), result files by run (`pipeline/results/`). Live versions, newer ones, the last `VersionsToKeep` published ones, those that history shows
        (`pipeline/archive/kept/`), and anything else in the bucket stay. What nothing shows any more waits in `pipeline/archive/retired/` for an hour, or longer than
        `QueryTimeoutMinutes`.

        """;
}
