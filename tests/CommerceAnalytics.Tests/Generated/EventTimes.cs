using FsCheck;
using FsCheck.Fluent;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// When events happen: close together, half an hour later, at edges of windows, days and hours, and anywhere in the
/// window.
/// </summary>
internal static class EventTimes
{
    public static Gen<DateTime> In(LogFrame frame)
    {
        var edges = frame.Edges();
        var midnight = frame.Date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var visit = midnight.AddHours(-32);
        return Gen.Frequency(
            (6, Near(visit, 6)),
            (3, Near(visit.AddMinutes(frame.SearchClickMinutes), 6)),
            (2, Gen.Choose(-4 * 60, 4 * 60).Select(minutes => edges[1].AddMinutes(minutes))),
            (3, from edge in Gen.Elements(edges.AsEnumerable()) from time in Near(edge, 0) select time),
            (
                1,
                from edge in Gen.Elements(edges.AsEnumerable())
                from minutes in Gen.Choose(-12, 12)
                select edge.AddMinutes(15 * minutes)
            ),
            (
                1,
                from day in Gen.Choose(1, 7)
                from hour in Gen.Choose(0, 23)
                from time in Near(midnight.AddDays(-day).AddHours(hour), 0)
                select time
            ),
            (
                1,
                from day in Gen.Elements(3, 20, 40, 89)
                from seconds in Gen.Choose(0, 86_399)
                select midnight.AddDays(-day).AddSeconds(seconds)
            )
        );
    }

    // To the millisecond and below it, so that many meet and some differ by what is cut off.
    private static Gen<DateTime> Near(DateTime instant, int minutes) =>
        from minute in Gen.Choose(0, minutes)
        from microseconds in Gen.Elements(0, 0, 0, 0, 400, 999, 1000, -1, -1000, 2000)
        select instant.AddMinutes(minute).AddTicks(10 * microseconds);
}
