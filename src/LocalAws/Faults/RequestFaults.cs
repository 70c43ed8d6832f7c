using LocalAws.Wire;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Faults;

/// <summary>Faults that a service has to see to itself while it answers a request.</summary>
internal sealed class RequestFaults
{
    private static readonly RequestFaults None = new();

    private readonly List<Strike> deletes = [];
    private int? pageSize;

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
            deletes.Add(strike);
        else
            pageSize = Math.Min(pageSize ?? int.MaxValue, strike.Rule.PageSize);
    }

    /// <summary>A page's size, cut down where a fault says so.</summary>
    public int PageOf(int asked) => Math.Min(asked, pageSize ?? int.MaxValue);

    /// <summary>Whether pages are cut down, and to what.</summary>
    public bool HasPageSize(out int size)
    {
        size = pageSize ?? 0;
        return pageSize is not null;
    }

    /// <summary>Why the n-th key of a DeleteObjects is not deleted; null where it is.</summary>
    public AwsException? OnDelete(int key, string target) =>
        deletes
            .Where(strike => Glob.Matches(strike.Rule.Target, target) && strike.StrikesKey(key))
            .Select(strike => FaultErrors.Of(strike.Rule with { Fault = FaultKind.InternalError }, "s3"))
            .FirstOrDefault();
}
