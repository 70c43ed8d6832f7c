using System.Globalization;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Windows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Timers;

/// <summary>
/// Hundreds of nights of one zone, as hosts live through them: timers a moment early or late, delivered again and
/// again, on two hosts at once, after hours without a host, with storage that fails for a moment or for half an hour.
/// Runs are not carried out: they end when the next night comes.
/// </summary>
internal sealed class GeneratedNights
{
    private const int MostSecondsOff = 5;

    private readonly Pipeline _pipeline;
    private readonly ReportingZone _zone;
    private readonly string _schedule;
    private readonly Random _chance;
    private DateTimeOffset _last;
    private DateTimeOffset _next;

    public GeneratedNights(string zoneName, string schedule, int seed)
    {
        this._schedule = schedule;
        _chance = new Random(seed);
        _zone = ReportingZone.Named(zoneName);
        _pipeline = new(
            settings =>
                settings with
                {
                    ReportingTimeZone = zoneName,
                    MinDataDate = new(2024, 1, 1),
                    AlertWebhookUrl = "https://example.com/secret",
                },
            schedule
        );
        _pipeline.Time.Jumps = true;
    }

    public int Firings { get; private set; }

    public int FailedFirings { get; private set; }

    public VirtualHub Hub => _pipeline.Hub;

    /// <summary>The dates of all occurrences.</summary>
    public List<DateOnly> Due { get; } = [];

    /// <summary>Those that began more than a quarter of an hour after their time.</summary>
    public List<DateOnly> Late { get; } = [];

    public async Task LiveThroughAsync(int days)
    {
        var start = _pipeline.Time.GetUtcNow();
        var occurrences = Occurrences(start, days).ToList();
        _next = occurrences[0];
        for (var at = 0; at < occurrences.Count; at++)
        {
            EndRuns();
            if (_chance.Next(10) == 0 && at > 0)
                at = await BeDownAsync(occurrences, at);
            else
                await BeUpAsync(occurrences[at]);
            await WatchAsync();
        }

        _pipeline.Hub.Client.Fault = _ => null;
        MoveTo(occurrences[^1].AddHours(1));
        await FireAsync(WatchOf);
        EndRuns();
        Due.AddRange(occurrences.Select(_zone.DateOf).Distinct());
        Late.AddRange(
            NightlySchedule
                .Nights(_schedule, _zone, occurrences[0], occurrences[^1])
                .Where(BeganLate)
                .Select(night => night.Date)
        );
    }

    private bool BeganLate(Night night) =>
        Hub.Instances.GetValueOrDefault(RunIds.For(night.Date)) is { } run && run.CreatedAt > night.StartBy.UtcDateTime;

    private IEnumerable<DateTimeOffset> Occurrences(DateTimeOffset start, int days)
    {
        for (var at = start; at < start.AddDays(days); )
        {
            var occurrence = NightlySchedule
                .Nights(_schedule, ReportingZone.Named("UTC"), at, at.AddDays(2))
                .First()
                .Occurrence;
            yield return occurrence;
            at = occurrence.AddMinutes(1);
        }
    }

    /// <summary>
    /// The firing comes a moment early or late; sometimes again, sometimes on two hosts, sometimes while storage fails.
    /// </summary>
    private async Task BeUpAsync(DateTimeOffset occurrence)
    {
        MoveTo(occurrence.AddMilliseconds(_chance.Next(-MostSecondsOff * 1000, MostSecondsOff * 1000)));
        Fail(
            _chance.Next(12) switch
            {
                0 => 1000,
                < 4 => _chance.Next(1, 9),
                _ => 0,
            }
        );
        var deliveries = _chance.Next(1, 4);
        for (var delivery = 0; delivery < deliveries; delivery++)
        {
            if (_chance.Next(5) == 0)
                RaceAnotherHost();
            await FireAsync(NightlyOf(isPastDue: false));
        }

        Moved(occurrence);
    }

    /// <summary>
    /// No host for a while: the next start makes up what was missed, the timer and the watch in any order.
    /// </summary>
    private async Task<int> BeDownAsync(List<DateTimeOffset> occurrences, int at)
    {
        MoveTo(occurrences[at].AddMinutes(_chance.Next(1, 3 * 24 * 60)));
        Fail(_chance.Next(3) == 0 ? _chance.Next(1, 9) : 0);
        var missed = occurrences.FindLastIndex(occurrence => occurrence < _pipeline.Time.GetUtcNow());
        if (_chance.Next(2) == 0)
            await FireAsync(WatchOf);
        await FireAsync(NightlyOf(isPastDue: true));
        if (_chance.Next(2) == 0)
            await FireAsync(WatchOf);
        Moved(occurrences[missed]);
        return missed;
    }

    private async Task WatchAsync()
    {
        for (var looks = _chance.Next(2, 5); looks > 0; looks--)
        {
            _pipeline.Time.Advance(TimeSpan.FromMinutes(_chance.Next(10, 120)));
            Fail(_chance.Next(10) == 0 ? _chance.Next(1, 5) : 0);
            await FireAsync(WatchOf);
        }
    }

    /// <summary>So many calls to storage fail; so many answers are lost.</summary>
    private void Fail(int calls)
    {
        var answers = _chance.Next(8) == 0 ? 1 : 0;
        _pipeline.Hub.Client.Fault = _ => calls-- > 0 ? new IOException("storage is busy") : null;
        _pipeline.Hub.Client.FaultAfterSchedule = _ => answers-- > 0 ? new IOException("the answer was lost") : null;
    }

    private void RaceAnotherHost()
    {
        _pipeline.Hub.Client.SwallowsConflicts = _chance.Next(2) == 0;
        var other = NightlyOf(isPastDue: false);
        _pipeline.Hub.Client.BeforeSchedule = () => other().IsCompleted.ShouldBeTrue();
    }

    private Func<Task> NightlyOf(bool isPastDue)
    {
        var status = new ScheduleStatus
        {
            Last = _last.UtcDateTime,
            Next = _next.UtcDateTime,
            LastUpdated = _last.UtcDateTime,
        };
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status };
        return () =>
            ActivatorUtilities
                .CreateInstance<NightlyTimer>(_pipeline.Services, Host())
                .RunAsync(timer, Hub.Client, CancellationToken.None);
    }

    private Task WatchOf() =>
        ActivatorUtilities
            .CreateInstance<NightWatch>(_pipeline.Services, Host())
            .RunAsync(new TimerInfo(), Hub.Client, CancellationToken.None);

    /// <summary>Starts of a process of its own: nothing is shared with another but storage.</summary>
    private NightStarts Host() =>
        ActivatorUtilities.CreateInstance<NightStarts>(_pipeline.Services, _pipeline.New<RunStarter>());

    private async Task FireAsync(Func<Task> function)
    {
        Firings++;
        try
        {
            var firing = function();
            firing.IsCompleted.ShouldBeTrue("the clock jumps over every wait");
            await firing;
        }
        catch (IOException)
        {
            FailedFirings++;
        }
    }

    private void Moved(DateTimeOffset fired) => (_last, _next) = (fired, fired.AddDays(1));

    private void MoveTo(DateTimeOffset at)
    {
        if (at > _pipeline.Time.GetUtcNow())
            _pipeline.Time.SetUtcNow(at);
    }

    /// <summary>A run of an earlier date than what is live would publish nothing: it is no night.</summary>
    private void EndRuns()
    {
        foreach (var run in Hub.Instances.Values.Where(run => RunIds.Parse(run.Id) is not null && !run.IsCompleted))
        {
            var input = Json.Converter.Deserialize<RunInput>(run.Input)!;
            foreach (var table in input.Tables())
                Publish(SummaryNames.Table(table.ServiceName, table.QueryType), input.Request.ExecutionDate);
            run.Status = OrchestrationRuntimeStatus.Completed;
        }
    }

    private void Publish(string table, DateOnly date)
    {
        var shown = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var parameters = new Dictionary<string, string> { ["commerce.calculation_date"] = shown };
        if (_pipeline.Catalog.Tables.TryGetValue(table, out var live))
            string.CompareOrdinal(live.Parameters["commerce.calculation_date"], shown)
                .ShouldBeLessThan(0, $"{table} goes backwards");
        _pipeline.Catalog.Tables[table] = new CatalogTable("log_db", table, "s3://results/x/", [], [], parameters);
    }
}
