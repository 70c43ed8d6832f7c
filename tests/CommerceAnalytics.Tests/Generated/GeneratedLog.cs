using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;
using FsCheck;
using FsCheck.Fluent;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>A generated event log of one service. Its seed gives the very same log again.</summary>
internal sealed record GeneratedLog(int Seed, LogFrame Frame, string Service, IReadOnlyList<LogEvent> Events)
{
    /// <summary>Logs with neighbouring seeds share their frame, so that they can lie in one table.</summary>
    public const int InOneTable = 25;

    // Sizes of FsCheck grow from test to test; here a log depends on its seed alone.
    private const int Size = 50;

    private static readonly string[][] Focuses =
    [
        [EventKinds.ButtonClick],
        [EventKinds.CartAdd],
        [EventKinds.Search, EventKinds.Search, EventKinds.SearchResultClick],
        [EventKinds.Search, EventKinds.SearchResultClick, EventKinds.SearchResultClick],
        [EventKinds.Purchase],
        [EventKinds.RoutingInClientSide, EventKinds.ClientRouting],
        [.. EventKinds.All],
        [.. EventKinds.All, "http.request", "commerce.cart", "Commerce.Search", "commerce.search ", ""],
    ];

    private static readonly string?[] Sources = ["search", "recommendation", null, "", "추천"];
    private static readonly string?[] Pages = ["/", "/sale", null];
    private static readonly string?[] Menus = [null, "home", "best\nsellers"];

    private static readonly Gen<bool> LeaveOut = Gen.Elements(true, false);

    private static readonly Gen<(string Name, string Text)?> Json = Gen.Frequency(
        (15, Gen.Constant<(string, string)?>(null)),
        (1, AttributeValues.JsonAttribute.Select(json => ((string, string)?)json))
    );

    /// <summary>Lines that are no events, and events of nobody.</summary>
    public static IReadOnlyList<string> DamagedLines { get; } =
    [
        "",
        "   ",
        "{",
        "not JSON",
        "[]",
        "null",
        "{\"timestamp\":\"2025-10-2",
        "{\"timestamp\":\"2025-10-27T00:00:00Z\",\"body\":\"commerce.cart.add\",\"attributes\":{\"userKey\":\"u1\"}} {}",
        "{\"body\":\"commerce.cart.add\"}",
        "{\"timestamp\":null,\"body\":null,\"attributes\":null}",
        "{}",
    ];

    public static GeneratedLog Of(int seed) =>
        Of(seed, LogFrame.Generator.Sample(Size, new Rnd((ulong)(seed / InOneTable), 1), 1).First());

    public static GeneratedLog Of(int seed, LogFrame frame)
    {
        var service = $"shop-{seed}-x";
        var events = Log(frame, service).Sample(Size, new Rnd((ulong)seed, 3), 1).First();
        return new(seed, frame, service, [.. events.Select((e, i) => e.Body == EventKinds.CartAdd ? Placed(e, i) : e)]);
    }

    // By the place in the log, not by chance: logs stay what they were before there were sources.
    private static LogEvent Placed(LogEvent add, int i)
    {
        var places = new Dictionary<string, string?>
        {
            ["source"] = Sources[i % Sources.Length],
            ["page"] = Pages[i / 2 % Pages.Length],
            ["menuName"] = Menus[i / 3 % Menus.Length],
        };
        return add with { Attributes = add.Attributes.Concat(places).DistinctBy(pair => pair.Key).ToDictionary() };
    }

    public override string ToString()
    {
        var shown = Events.Take(30).Select(e => $"\n  {e}");
        return $"log {Seed}: service {Service}, {Frame}, {Events.Count} events:{string.Concat(shown)}{(Events.Count > 30 ? "\n  ..." : "")}\n";
    }

    // Copies, since the same event is sometimes logged twice.
    private static Gen<IReadOnlyList<LogEvent>> Log(LogFrame frame, string service) =>
        from focus in Gen.Elements(Focuses)
        from wide in Gen.Frequency((1, Gen.Constant(true)), (9, Gen.Constant(false)))
        from count in wide ? Gen.Choose(100, 500) : Gen.Frequency((1, Gen.Choose(0, 8)), (4, Gen.Choose(5, 80)))
        from events in Event(EventTimes.In(frame), Kinds(focus), AttributeValues.Of(service, wide)).ListOf(count)
        from copies in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 5)))
        select (IReadOnlyList<LogEvent>)[.. events, .. events.Take(copies)];

    private static Gen<string> Kinds(string[] focus) =>
        Gen.Frequency(
            (6, Gen.Elements(focus)),
            (1, Gen.Elements(EventKinds.All.AsEnumerable())),
            (1, Gen.Elements("http.request", "debug"))
        );

    // The generators of parts are made once a log, not once an event: that is most of the time it takes.
    private static Gen<LogEvent> Event(
        Gen<DateTime> times,
        Gen<string> kinds,
        Gen<Dictionary<string, string?>> values
    ) =>
        from utc in times
        from body in kinds
        from attributes in values
        from leaveOut in LeaveOut
        from json in Json
        select json is { } other
            ? new LogEvent(utc, body, new Dictionary<string, string?>(attributes) { [other.Name] = other.Text })
            {
                JsonAttributes = [other.Name],
            }
            : new LogEvent(
                utc,
                body,
                leaveOut ? attributes.Where(attribute => attribute.Value is not null).ToDictionary() : attributes
            );
}
