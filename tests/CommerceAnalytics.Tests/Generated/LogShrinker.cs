using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// Smaller logs than a given one, the smallest first: fewer events, then fewer and shorter attributes, then a plainer
/// frame.
/// </summary>
internal static class LogShrinker
{
    // Attributes are looked at one by one only where few events are left.
    private const int FewEvents = 5;

    public static IEnumerable<GeneratedLog> Smaller(GeneratedLog log) =>
        [
            .. FewerEvents(log),
            .. Plainer(log.Frame).Select(frame => log with { Frame = frame }),
            .. log.Events.Count > FewEvents
                ? []
                : log.Events.SelectMany(
                    (e, i) =>
                        Smaller(e)
                            .Select(smaller =>
                                log with
                                {
                                    Events = [.. log.Events.Take(i), smaller, .. log.Events.Skip(i + 1)],
                                }
                            )
                ),
        ];

    // Halves, quarters and so on, down to single events.
    private static IEnumerable<GeneratedLog> FewerEvents(GeneratedLog log)
    {
        for (var part = (log.Events.Count + 1) / 2; part > 0; part /= 2)
        {
            for (var from = 0; from < log.Events.Count; from += part)
                yield return log with
                {
                    Events = [.. log.Events.Take(from), .. log.Events.Skip(from + part)],
                };
        }
    }

    private static IEnumerable<LogFrame> Plainer(LogFrame frame)
    {
        if (frame.Shape != EventsTableShape.Documented)
            yield return frame with
            {
                Shape = EventsTableShape.Documented,
            };
        if (frame.Zone != "UTC")
            yield return frame with
            {
                Zone = "UTC",
            };
    }

    private static IEnumerable<LogEvent> Smaller(LogEvent e)
    {
        foreach (var name in e.Attributes.Keys.Where(name => name != "resource.service.name"))
            yield return e with
            {
                Attributes = e.Attributes.Where(attribute => attribute.Key != name).ToDictionary(),
                JsonAttributes = [.. e.JsonAttributes.Except([name])],
            };
        foreach (var (name, value) in e.Attributes.Where(attribute => attribute.Value?.Length > 1000))
            yield return e with
            {
                Attributes = new Dictionary<string, string?>(e.Attributes) { [name] = value![..(value!.Length / 2)] },
            };
    }
}
