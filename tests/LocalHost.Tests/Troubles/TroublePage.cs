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

        A run that fails ends with a report that names each failed table, the cause in the words of AWS, and what to do next; the command line, `GET /api/runs/{id}`, the
        table `pipeline_runs` and the webhook (`AlertWebhookUrl`) say the same. A cause that hits many tables is said once. Readers see what they saw before: a
        failed table is never half published. When the cause is gone, `POST /api/runs/{id}/rerun` refreshes just what failed.

        This page is made from the program's own table (`src/CommerceAnalytics.Aws/Failures`) and from the troubles that the tests produce, each by a
        whole run on LocalAws (`tests/LocalHost.Tests/Troubles`).

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

        ## What a person can do

        | want | command line | HTTP |
        |---|---|---|
        | rerun what failed | `run --service NAME --query-type NAME`; `run` alone refreshes everything | `POST /api/runs/{id}/rerun` |
        | stop a run and its queries | Ctrl+C | `POST /api/runs/{id}/cancel` |
        | readers back to the version before | `rollback --service NAME [--query-type NAME]` | `POST /api/services/{service}/rollback?query_type=` |
        | a table that the audit holds published all the same | `publish --run ID [--table NAME]` | `POST /api/runs/{id}/publish` |
        | a day of the raw log read again (`ScanMode=Extract`) | `run --reextract YYYY-MM-DD` | `POST /api/runs` with `"reextract": ["YYYY-MM-DD"]` |
        | see what runs have left behind, and delete it (the next run does by itself) | `clean`, `clean --yes` | `GET /api/leftovers`, `DELETE /api/leftovers` |
        | see what is kept for a service that is not configured any more, and remove it | `remove-service NAME`, `remove-service NAME --yes` | `GET /api/services/{service}`, `DELETE /api/services/{service}` |

        - **A bad night is published.** `rollback` points the live tables back in one catalog update each. It is a run like any other: it waits its turn, has a report of
          kind `rollback`, and a second one goes one version further back, as far as `VersionsToKeep` reaches; then it is refused with `NoVersionBefore`. The next nightly run
          publishes normally and lets the version go that was withdrawn. The night that was taken back leaves history, or shows what was published of the same date before.
        - **History lacks a night** (`HistoryNotKept`): the tables are published, but a call to the catalog failed when their versions were to be entered. The next run of the same
          tables enters that night too; nothing is deleted meanwhile. A missing right is in the advice.
        - **A backfill left nights out**: its line names them, and each night's run says why. Mend the cause and ask for the same range again: only what history lacks is built.
          `BackfillStopped`: nothing could be built of three nights in a row. See [Backfill](backfill.md).
        - **A held table is to be published all the same**: [the audit](audit.md) says how. It is refused where a later version of the date was published
          (`HeldVersionSuperseded`), where it was published already (`HeldVersionPublished`), where clearing up took what was kept (`HeldVersionCleared`: rerun that run), and
          where some of its files are gone (`VersionIncomplete`).
        - **A summary is gone** (`SummaryRemoved`): its file or its setting was changed between the start of a run and its turn. Start the run anew.
        - **A column has changed its type** (`HistoryTypeChanged`): nights of both types cannot be read in one table, so the run is refused before any work. Give the summary or
          the column a new name.
        - **A run is late** (`RunLate`): it had not ended `RunDeadlineMinutes` after its start. It goes on. Its status says what it waits for.
        - **A right that only serves clearing up is missing.** A table that was published well is not reported as failed for it: the report warns, with the action and the
          resource in its advice: `AccessDenied` (old versions, the staging table), `LeftoversNotRemoved` (of earlier runs), `QueryNotStopped` (a cancelled run's query goes on
          and is billed). `clean` fails with the same advice, exit code 1.
        - **A run was terminated from outside** (not cancelled): its queries are stopped, its report is corrected and its data is deleted by the next run.
        - **Only what the pipeline recorded as its own is ever deleted**: versions are written down before their queries are submitted (`pipeline/versions/`, the extract's in
          `pipeline/extracts/`), result files by run (`pipeline/results/`). Live versions, newer ones, the last `VersionsToKeep` published ones, those that history shows
          (`pipeline/archive/kept/`), and anything else in the bucket stay. What nothing shows any more waits in `pipeline/archive/retired/` for an hour, or longer than `QueryTimeoutMinutes`.

        """;
}
