using LocalAws.Wire;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Faults;

/// <summary>Faults that a service has to see to itself while it answers a request.</summary>
internal sealed class RequestFaults
{
    private static readonly RequestFaults None = new();

    private readonly List<Strike> _deletes = [];
    private int? _pageSize;

    /// <summary>The request's faults; none for nearly all.</summary>
    public static RequestFaults Of(HttpContext http) => http.Features.Get<RequestFaults>() ?? None;

    /// <summary>The request's faults, to be added to.</summary>
    public static RequestFaults For(HttpContext http)
    {
        var faults = http.Features.Get<RequestFaults>() ?? new();
        http.Features.Set(faults);
        return faults;
    }

    public void Add(Strike strike)
    {
        if (strike.Rule.Fault == FaultKind.DeleteErrors)
            _deletes.Add(strike);
        else
            _pageSize = Math.Min(_pageSize ?? int.MaxValue, strike.Rule.PageSize);
    }

    /// <summary>A page's size, cut down where a fault says so.</summary>
    public int PageOf(int asked) => Math.Min(asked, _pageSize ?? int.MaxValue);

    /// <summary>Whether pages are cut down, and to what.</summary>
    public bool HasPageSize(out int size)
    {
        size = _pageSize ?? 0;
        return _pageSize is not null;
    }

    /// <summary>Why the n-th key of a DeleteObjects is not deleted; null where it is.</summary>
    public AwsException? OnDelete(int key, string target)
    {
        return _deletes
            .Where(strike => Glob.Matches(strike.Rule.Target, target) && strike.StrikesKey(key))
            .Select(strike => FaultErrors.Of(strike.Rule with { Fault = FaultKind.InternalError }, "s3"))
            .FirstOrDefault();
    }
}
