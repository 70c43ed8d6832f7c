using System.Collections.Concurrent;
using LocalAws.Logging;
using LocalAws.Signing;
using LocalAws.Wire;
using Microsoft.Extensions.Logging;

namespace LocalAws.Faults;

/// <summary>Decides which requests and queries a plan strikes, and keeps the log of it.</summary>
internal sealed class FaultInjector(TimeProvider time, ILogger logger)
{
    private const int LongestLog = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<InjectedFault> _log = new();
    private readonly ConcurrentDictionary<string, bool> _expired = new();
    private FaultPlan _plan = new();
    private long[] _matched = [];
    private long[] _struck = [];
    private long _number;

    /// <summary>Whether there is any rule: without one, requests pass untouched.</summary>
    public bool IsActive => Volatile.Read(ref _plan).Rules.Count > 0;

    public void Use(FaultPlan next)
    {
        lock (_gate)
        {
            _plan = next;
            _matched = new long[next.Rules.Count];
            _struck = new long[next.Rules.Count];
            _number = 0;
            _log.Clear();
        }
    }

    public FaultReport Report()
    {
        lock (_gate)
        {
            var counts = _plan.Rules.Select(
                (rule, i) => new FaultCount(i + 1, rule.Name, rule.Fault, _matched[i], _struck[i])
            );
            return new(_plan, [.. counts], [.. _log]);
        }
    }

    /// <summary>What happens to a request, in order; only the last may end it.</summary>
    public IReadOnlyList<Strike> OnRequest(RequestSubject subject) => Next(subject, forQueries: false);

    /// <summary>What happens to a query execution.</summary>
    public IReadOnlyList<Strike> OnQuery(RequestSubject subject) => Next(subject, forQueries: true);

    /// <summary>Makes the session's token an expired one for good.</summary>
    public void Expire(string accessKeyId) => _expired[accessKeyId] = true;

    /// <summary>The key as it is, or as an expired one.</summary>
    public SigningKey? Expired(string accessKeyId, SigningKey? key)
    {
        if (_expired.ContainsKey(accessKeyId) && key is not null)
            return key with { Expires = DateTimeOffset.MinValue };
        return key;
    }

    private List<Strike> Next(RequestSubject subject, bool forQueries)
    {
        var strikes = new List<Strike>();
        lock (_gate)
        {
            foreach (
                var (i, rule) in _plan
                    .Rules.Index()
                    .Where(r => r.Item.IsForQueries == forQueries && Matches(r.Item, subject))
            )
            {
                if (!Strikes(i, rule))
                    continue;
                strikes.Add(new(rule, i, _matched[i], _plan.Seed));
                Log(strikes[^1], subject);
                if (strikes[^1].Ends)
                    break;
            }
        }

        return strikes;
    }

    private static bool Matches(FaultRule rule, RequestSubject subject)
    {
        // A rule for keys of DeleteObjects holds its pattern against each key by itself.
        var target = rule.Fault == FaultKind.DeleteErrors || Glob.MatchesAny(rule.Target, subject.Targets);
        return (rule.Service is null || rule.Service == subject.Service)
            && Glob.Matches(Operation(rule), subject.Operation)
            && target;
    }

    private static string? Operation(FaultRule rule)
    {
        if (rule.Fault == FaultKind.DeleteErrors)
            return "DeleteObjects";
        return rule.Operation;
    }

    private bool Strikes(int index, FaultRule rule)
    {
        var match = ++_matched[index];
        var strikes =
            (rule.Nth ?? match) == match
            && match % (rule.Every ?? 1) == 0
            && (rule.Probability is not { } chance || Chance.Of(_plan.Seed, index, match, draw: 0) < chance)
            && _struck[index] < (rule.Count ?? long.MaxValue);
        if (strikes)
            _struck[index]++;
        return strikes;
    }

    private void Log(Strike strike, RequestSubject subject)
    {
        var target = subject.Targets.FirstOrDefault(t => Glob.Matches(strike.Rule.Target, t)) ?? "";
        var injected = new InjectedFault(
            ++_number,
            time.GetUtcNow(),
            strike.Index + 1,
            strike.Rule.Name,
            strike.Rule.Fault,
            strike.Match,
            subject.Service,
            subject.Operation,
            target
        );
        _log.Enqueue(injected);
        if (_log.Count > LongestLog)
            _log.Dequeue();
        LocalAwsLog.FaultInjected(
            logger,
            injected.Fault,
            injected.Service,
            injected.Operation,
            injected.Target,
            injected.Rule
        );
    }
}
