using CommerceAnalytics.Extracts;

namespace CommerceAnalytics.Tests.Extracts;

public class ExtractNeedTests
{
    private const string Print = "0123456789abcdef";

    private static readonly DateOnly Date = new(2026, 1, 12);

    [Fact]
    public void Chunks_FirstNight_AreAllDaysOfAllServices()
    {
        var chunks = Chunks([], Ago(90), "a", "b");

        chunks.Count.ShouldBe(9);
        Pairs(chunks).Count.ShouldBe(180);
        chunks[0]
            .ShouldSatisfyAllConditions(
                first => first.Days[^1].ShouldBe(Ago(1)),
                first => first.Days.Count.ShouldBe(10),
                first => first.Services.ShouldBe(["a", "b"])
            );
    }

    [Fact]
    public void Chunks_SteadyNight_AreTheNewDayAndThoseBeforeItForLateEvents()
    {
        var chunks = Chunks(Nightly(90, "a", "b"), Ago(90), "a", "b");

        chunks
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                chunk => chunk.Days.ShouldBe([Ago(3), Ago(2), Ago(1)]),
                chunk => chunk.Services.ShouldBe(["a", "b"])
            );
    }

    [Fact]
    public void Chunks_AfterTheNightsRun_AreNone() =>
        Chunks(
                [
                    .. Nightly(90, "a").Select(day => day.Day >= Ago(3) ? day with { ExecutionDate = Date } : day),
                    Of(Ago(1), Date, "a"),
                ],
                Ago(90),
                "a"
            )
            .ShouldBeEmpty();

    [Fact]
    public void Chunks_ADayLost_AreThatDayToo() =>
        Pairs(Chunks(Nightly(90, "a").Where(day => day.Day != Ago(40)), Ago(90), "a"))
            .ShouldBe([(Ago(40), "a"), (Ago(3), "a"), (Ago(2), "a"), (Ago(1), "a")], ignoreOrder: true);

    [Fact]
    public void Chunks_AServiceMore_AreItsDays()
    {
        var pairs = Pairs(Chunks(Nightly(90, "a"), Ago(90), "a", "new"));

        pairs.Count(pair => pair.Service == "a").ShouldBe(3);
        pairs.Count(pair => pair.Service == "new").ShouldBe(90);
    }

    [Fact]
    public void Chunks_AnotherFingerprint_AreAllDays() =>
        Pairs(Chunks(Nightly(90, "a").Select(day => day with { Fingerprint = "other" }), Ago(90), "a"))
            .Count.ShouldBe(90);

    [Fact]
    public void Chunks_ADayToRedo_AreThatDayEvenTwiceForADate() =>
        Pairs(
                new ExtractNeed(TestSettings.Sound, Date, Print, [Ago(50)]).Chunks(
                    new Dictionary<string, IReadOnlyCollection<DateOnly>> { ["a"] = Between(Ago(90), Ago(4)) },
                    Nightly(90, "a").Select(day => day with { ExecutionDate = Date })
                )
            )
            .ShouldBe([(Ago(50), "a")]);

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Chunks_ADayWithoutEventsOfAnyService_IsLookedAtAgainForAWeek(int daysAgo, bool again)
    {
        var nights = Nightly(90, "a", "b")
            .Select(day => day.Day == Ago(daysAgo) ? day with { HasEvents = false } : day);

        Pairs(Chunks(nights, Ago(90), "a", "b")).Contains((Ago(daysAgo), "a")).ShouldBe(again);
    }

    [Fact]
    public void Chunks_ADayWithEventsOfAnotherService_IsSettled()
    {
        var nights = Nightly(90, "a", "b")
            .Select(day => day.Day == Ago(5) && day.ServiceName == "a" ? day with { HasEvents = false } : day);

        Pairs(Chunks(nights, Ago(90), "a", "b")).ShouldNotContain((Ago(5), "a"));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(20, 5)]
    [InlineData(60, 1)]
    [InlineData(100, 1)]
    [InlineData(250, 2)]
    public void Cut_AnyNumberOfServices_KeepsToAthenasLimitAndLosesNothing(int services, int mostDays)
    {
        var days = Enumerable.Range(1, 31).Select(Ago).ToList();
        var chunks = ExtractChunk.Cut(days, Enumerable.Range(0, services).Select(i => $"s{i:000}"), 10).ToList();

        chunks.ShouldAllBe(chunk =>
            chunk.Days.Count * chunk.Services.Count <= ExtractChunk.MostPartitions && chunk.Days.Count <= mostDays
        );
        Pairs(chunks).Count.ShouldBe(31 * services);
        Pairs(chunks).Distinct().Count().ShouldBe(31 * services);
    }

    private static DateOnly Ago(int days) => Date.AddDays(-days);

    private static IReadOnlyCollection<DateOnly> Between(DateOnly first, DateOnly last) =>
        [.. Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber)];

    private static IReadOnlyList<ExtractChunk> Chunks(
        IEnumerable<ExtractedDay> extracted,
        DateOnly first,
        params string[] services
    ) =>
        new ExtractNeed(TestSettings.Sound, Date, Print, []).Chunks(
            services.ToDictionary(service => service, _ => Between(first, Ago(1))),
            extracted
        );

    /// <summary>
    /// What a night after another has left: the newest day of all is missing, the two before it may lack late events.
    /// </summary>
    private static IEnumerable<ExtractedDay> Nightly(int days, params string[] services) =>
        from i in Enumerable.Range(2, days - 1)
        from service in services
        let last = Ago(i).AddDays(3)
        select Of(Ago(i), last < Date ? last : Date.AddDays(-1), service);

    private static ExtractedDay Of(DateOnly day, DateOnly executionDate, string service) =>
        new(day, service, executionDate, Print, true, "s3://b/p/");

    private static List<(DateOnly Day, string Service)> Pairs(IEnumerable<ExtractChunk> chunks) =>
        [.. chunks.SelectMany(chunk => chunk.Days.SelectMany(day => chunk.Services.Select(service => (day, service))))];
}
