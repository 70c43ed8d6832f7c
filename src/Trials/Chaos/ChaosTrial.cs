using System.Globalization;
using Amazon.Athena;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;
using LocalAws.Faults;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>
/// One lake with two dates whose tables are known from clean runs. Run after run goes from the one to the other, so
/// that each has an old table and a new one.
/// </summary>
internal sealed class ChaosTrial : IAsyncDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(3);

    private readonly LakeFolder _lake;
    private readonly LocalSettings _settings = ChaosSettings.Local();
    private readonly ChaosAws _aws;
    private readonly OpenLake _opened;
    private readonly AmazonAthenaClient _history;
    private readonly TimeProvider _real;
    private readonly AcceleratedTime _time;
    private readonly DateTimeOffset _epoch;
    private readonly Dictionary<DateOnly, IReadOnlyDictionary<string, string>> _clean = [];
    private int _runs;

    private ChaosTrial(LakeFolder lake, ChaosAws aws, OpenLake opened, TimeProvider real)
    {
        (this._lake, this._aws, this._opened, this._real, _epoch) = (lake, aws, opened, real, real.GetUtcNow());
        _time = new AcceleratedTime(real, _epoch, ChaosSettings.Speed);
        _history = AthenaSession.Client(opened.Address);
    }

    /// <summary>
    /// Whether its clock has run so far ahead that role sessions, which end by the real one, would seem to have ended.
    /// </summary>
    public bool IsStale => _real.GetUtcNow() - _epoch > Freshness;

    /// <summary>Makes the lake, and runs both dates without faults.</summary>
    public static async Task<ChaosTrial> PrepareAsync(
        LakeFolder lake,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var chosen = ChaosSettings.Local();
        Directory.CreateDirectory(Path.Combine(lake.FullPath, chosen.Commerce.ResultsBucket));
        var started = await ChaosAws.StartAsync(
            chosen.LocalAws(lake, port: 0, TimeSpan.Zero) with
            {
                MaxActiveQueries = 100,
                MaxRunningQueries = 4,
                AthenaRates = ChaosSettings.AthenaRates,
            },
            time,
            cancellationToken
        );
        var trial = new ChaosTrial(
            lake,
            started,
            await OpenLake.OfOwnerAsync(lake, chosen.Commerce, time, cancellationToken),
            time
        );
        var lastDay = ChaosSettings.Dates[1].AddDays(-1);
        var sample = new SampleOptions
        {
            LastDay = lastDay,
            Days = 9,
            EventsPerDay = 60,
            ServiceNames = ChaosSettings.Services,
        };
        new SampleLake(lake).Write(sample, static () => { }, cancellationToken);
        await EventsTable.PrepareAsync(trial._opened.Athena, chosen.Commerce, cancellationToken);
        started.PutRole(await PipelineRole.ReadAsync(trial._opened.Address, chosen.Commerce, cancellationToken));
        foreach (var date in ChaosSettings.Dates)
        {
            await trial.CleanRunAsync(date, cancellationToken);
            trial._clean[date] = await TableContents.ReadAllAsync(
                trial._opened.Athena,
                chosen.Commerce.Database,
                cancellationToken
            );
        }

        return trial;
    }

    /// <summary>One run under the faults and kills of a seed, and what was wrong with it.</summary>
    public async Task<Finding> RunAsync(int seed, CancellationToken cancellationToken)
    {
        var (plan, start, began) = (ChaosPlan.Draw(seed), _real.GetTimestamp(), _real.GetUtcNow().UtcDateTime);
        var (old, date) = (ChaosSettings.Dates[(_runs + 1) % 2], ChaosSettings.Dates[_runs++ % 2]);
        var (problems, outages) = (new List<string>(), _aws.Outages);
        var workers = new Workers(_lake, _epoch, _real);
        RunReport? report;
        RunReport? byHand;
        int reads;
        long strikes;
        await using (var readers = new Readers(Shown(old, date), () => _aws.Outages, _real))
        {
            _aws.Misbehave(plan.Faults);
            (report, var printed) = await workers.RunAsync(
                Work(date, plan.Held),
                plan.Kills,
                plan.Outage,
                _aws.RestartAsync,
                cancellationToken
            );
            if (report is null)
                problems.Add($"the run gave no report: {printed}");
            problems.AddRange(await DifferencesAsync(report, date, old, cancellationToken));
            plan = plan with { Outage = _aws.Outages > outages ? plan.Outage : null };
            strikes = _aws.Strikes;
            byHand = await new ByHand(workers, _aws).PublishAsync(report, plan, problems, cancellationToken);
            // An earlier night goes to history alone.
            var (shown, before) = date > old ? (date, old) : (old, date);
            problems.AddRange(await DifferencesAsync(byHand, shown, before, cancellationToken));
            _aws.Misbehave(new FaultPlan());
            await CleanRunAsync(date, cancellationToken, problems);
            problems.AddRange(await readers.StopAsync());
            reads = readers.Reads;
        }

        problems.AddRange(await DifferencesAsync(null, date, date, cancellationToken));
        problems.AddRange(await NightsAsync(cancellationToken));
        problems.AddRange(await new QueriesPaid(_history).ProblemsAsync(began, cancellationToken));
        var took = _real.GetElapsedTime(start);
        return new(Line(seed, plan, report, byHand, strikes, reads, took, problems.Count), problems);
    }

    public async ValueTask DisposeAsync()
    {
        _history.Dispose();
        await _opened.DisposeAsync();
        await _aws.DisposeAsync();
    }

    private static IReadOnlyList<string> Work(DateOnly date, HeldPlan? held) =>
        ["--date", DayText.Of(date), .. (held?.Settings ?? []).SelectMany(setting => new[] { "--set", setting })];

    /// <summary>
    /// What readers query: of a live table they see the old rows or the new ones; of a night, which a rerun replaces by
    /// its like, always the same.
    /// </summary>
    private IReadOnlyList<Shown> Shown(DateOnly old, DateOnly date)
    {
        var (athena, database) = (_opened.Athena, _settings.Commerce.Database);
        var live = ChaosSettings.Tables.Select(table => new Shown(
            table,
            cancellation => TableContents.ReadAsync(athena, database, table, cancellation),
            shown => shown == _clean[old][table] || shown == _clean[date][table]
        ));
        var nights =
            from night in ChaosSettings.Dates
            from table in ChaosSettings.Summaries
            let name = ChaosSettings.Table(table)
            select new Shown(
                $"night {DayText.Of(night)} of {name}",
                cancellation => TableContents.ReadNightAsync(athena, database, table, night, cancellation),
                shown => shown == _clean[night][name]
            );
        return [.. live, .. nights];
    }

    /// <summary>
    /// After a run that says it published a table, the table is what a clean run gives; else it is that or the other one.
    /// </summary>
    private async Task<IReadOnlyList<string>> DifferencesAsync(
        RunReport? report,
        DateOnly date,
        DateOnly other,
        CancellationToken cancellationToken
    )
    {
        var published = ByHand.Published(report);
        var shown = await TableContents.ReadAllAsync(_opened.Athena, _settings.Commerce.Database, cancellationToken);
        return
        [
            .. from table in shown
            where
                table.Value != _clean[date][table.Key]
                && (published.Contains(table.Key) || table.Value != _clean[other][table.Key])
            select $"{table.Key} shows {table.Value}, a clean run gives {_clean[date][table.Key]}",
        ];
    }

    /// <summary>After a clean run history shows each of the nights as its table's clean run left it.</summary>
    private async Task<IReadOnlyList<string>> NightsAsync(CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        foreach (var (night, clean) in _clean)
        {
            foreach (var table in ChaosSettings.Summaries)
            {
                var (name, database) = (ChaosSettings.Table(table), _settings.Commerce.Database);
                var shown = await TableContents.ReadNightAsync(
                    _opened.Athena,
                    database,
                    table,
                    night,
                    cancellationToken
                );
                if (shown != clean[name])
                    wrong.Add($"night {night:yyyy-MM-dd} of {name} shows {shown}, its run gave {clean[name]}");
            }
        }

        return wrong;
    }

    /// <summary>
    /// A run without faults, in this process: publishes everything, and clears up after the ones before it.
    /// </summary>
    private async Task CleanRunAsync(DateOnly date, CancellationToken cancellationToken, List<string>? problems = null)
    {
        await using var host = await LakeHost.CreateAsync(
            _opened,
            _lake.HostFolder,
            _settings,
            _time,
            HostMode.InProcess,
            logging: null,
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        var run = new LocalRun(host, new InProcessRuns(host), _real);
        var request = new RunRequest(
            ChaosSettings.Services,
            date,
            [.. SummaryCatalog.All.Select(summary => summary.QueryType)],
            Force: true
        );
        var report = await run.FollowAsync(
            await run.StartAsync(new RunInput(request), cancellationToken),
            static _ => { },
            cancellationToken
        );
        if (report.Status != ReportStatus.Succeeded)
            (problems ?? throw new InvalidOperationException(RunReportJson.Write(report))).Add(
                $"a clean run failed: {RunReportJson.Write(report)}"
            );
        problems?.AddRange(await Orphans.FindAsync(host, _opened.Athena, _lake, _settings.Commerce, cancellationToken));
        await host.StopAsync();
    }

    private string Line(
        int seed,
        ChaosPlan plan,
        RunReport? report,
        RunReport? byHand,
        long strikes,
        int reads,
        TimeSpan took,
        int wrong
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"run {_runs} (seed {seed}): {report?.RunId} {report?.Status.ToString().ToLowerInvariant()}, {report?.Totals.Published} of {report?.Totals.Tables} published, {ByHand.Held(report).Count} held, {ByHand.Published(byHand).Count} of them published by hand, "
                + $"{plan.Kills.Count + (byHand is null ? 0 : plan.Held!.Kills.Count)} kills{(plan.Outage is null ? "" : ", LocalAws gone once")}, {strikes} faults of {plan.Faults.Rules.Count} kinds, {reads} reads, {took.TotalSeconds:F1} s: {(wrong == 0 ? "right" : "WRONG")}"
        );
}

/// <summary>What became of one run.</summary>
/// <param name="Line">In one line.</param>
/// <param name="Problems">What was wrong; empty when all was right.</param>
internal sealed record Finding(string Line, IReadOnlyList<string> Problems);
