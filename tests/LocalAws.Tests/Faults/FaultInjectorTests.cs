using LocalAws.Faults;
using LocalAws.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LocalAws.Tests.Faults;

public sealed class FaultInjectorTests
{
    private readonly FaultInjector _injector = new(new FakeTimeProvider(), NullLogger.Instance);

    [Fact]
    public void OnRequest_SameSeedAndSequence_StrikesTheSame()
    {
        var rule = new FaultRule { Fault = FaultKind.Throttle, Probability = 0.3 };

        var first = Struck(new() { Seed = 5, Rules = [rule] }, 1000);

        first.Count.ShouldBeInRange(250, 350);
        Struck(new() { Seed = 5, Rules = [rule] }, 1000).ShouldBe(first);
        Struck(new() { Seed = 6, Rules = [rule] }, 1000).ShouldNotBe(first);
    }

    [Fact]
    public void OnRequest_OtherRequestsInBetween_DoNotChangeWhatIsStruck()
    {
        var plan = new FaultPlan
        {
            Seed = 5,
            Rules =
            [
                new()
                {
                    Fault = FaultKind.Drop,
                    Service = "s3",
                    Probability = 0.5,
                },
            ],
        };
        var alone = Struck(plan, 100);

        _injector.Use(plan);
        var mixed = Enumerable
            .Range(1, 100)
            .Where(_ =>
            {
                _injector.OnRequest(Subject("glue", "GetTable", "a.b")).ShouldBeEmpty();
                return _injector.OnRequest(Subject("s3", "GetObject", "shop/x")).Count > 0;
            });

        mixed.ShouldBe(alone);
    }

    [Fact]
    public void OnRequest_NthEveryAndCount_StrikeThose()
    {
        Struck(new() { Rules = [new() { Fault = FaultKind.Drop, Nth = 4 }] }, 10).ShouldBe([4]);
        Struck(new() { Rules = [new() { Fault = FaultKind.Drop, Every = 3 }] }, 10).ShouldBe([3, 6, 9]);
        Struck(
                new()
                {
                    Rules =
                    [
                        new()
                        {
                            Fault = FaultKind.Drop,
                            Every = 3,
                            Count = 2,
                        },
                    ],
                },
                10
            )
            .ShouldBe([3, 6]);
        Struck(new() { Rules = [new() { Fault = FaultKind.Drop, Count = 2 }] }, 10).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("glue", null, null, true)]
    [InlineData("s3", null, null, false)]
    [InlineData(null, "*Table", null, true)]
    [InlineData(null, "GetTables", null, false)]
    [InlineData(null, null, "SHOP.*", true)]
    [InlineData(null, null, "shop.event?", true)]
    [InlineData(null, null, "other.*", false)]
    [InlineData("glue", "UpdateTable", "shop.events", true)]
    public void OnRequest_Filters_AreAllHeld(string? service, string? operation, string? target, bool strikes)
    {
        _injector.Use(
            new()
            {
                Rules =
                [
                    new()
                    {
                        Fault = FaultKind.Drop,
                        Service = service,
                        Operation = operation,
                        Target = target,
                    },
                ],
            }
        );

        _injector.OnRequest(Subject("glue", "UpdateTable", "shop.events")).Count.ShouldBe(strikes ? 1 : 0);
    }

    [Fact]
    public void OnRequest_EndedByOneRule_IsNotSeenByLaterOnes()
    {
        _injector.Use(
            new()
            {
                Rules =
                [
                    new() { Fault = FaultKind.Delay },
                    new() { Fault = FaultKind.Drop, Every = 2 },
                    new() { Fault = FaultKind.Throttle, Nth = 2 },
                ],
            }
        );

        var strikes = Enumerable
            .Range(0, 3)
            .Select(_ => _injector.OnRequest(Subject("sts", "AssumeRole", "")))
            .ToList();

        strikes
            .Select(s => string.Join('+', s.Select(x => x.Rule.Fault)))
            .ShouldBe(["Delay", "Delay+Drop", "Delay+Throttle"]);
        _injector
            .Report()
            .Rules.ShouldBe([
                new(1, null, FaultKind.Delay, 3, 3),
                new(2, null, FaultKind.Drop, 3, 1),
                new(3, null, FaultKind.Throttle, 2, 1),
            ]);
    }

    [Fact]
    public void Report_AfterStrikes_SaysWhatWasDoneToWhom()
    {
        _injector.Use(
            new()
            {
                Rules =
                [
                    new()
                    {
                        Name = "slow",
                        Fault = FaultKind.Delay,
                        Target = "shop.*",
                        Every = 2,
                    },
                ],
            }
        );
        foreach (var table in (string[])["a", "b", "c", "d"])
            _injector.OnRequest(Subject("glue", "GetTable", "shop." + table));

        _injector
            .Report()
            .Injected.Select(i => (i.Number, i.Rule, i.Name, i.Match, i.Operation, i.Target))
            .ShouldBe([(1, 1, "slow", 2, "GetTable", "shop.b"), (2, 1, "slow", 4, "GetTable", "shop.d")]);
        _injector.Use(new());
        _injector.Report().Injected.ShouldBeEmpty();
        _injector.IsActive.ShouldBeFalse();
    }

    [Fact]
    public void Delay_WithSpread_LiesEvenlyInItsBounds()
    {
        _injector.Use(
            new()
            {
                Seed = 3,
                Rules =
                [
                    new()
                    {
                        Fault = FaultKind.Delay,
                        Seconds = 2,
                        Spread = 4,
                    },
                ],
            }
        );

        var delays = Enumerable
            .Range(0, 500)
            .Select(_ => _injector.OnRequest(Subject("s3", "GetObject", "b/k"))[0].Delay.TotalSeconds)
            .ToList();

        delays.Min().ShouldBeInRange(2, 2.2);
        delays.Max().ShouldBeInRange(5.8, 6);
        delays.Average().ShouldBe(4, 0.3);
    }

    private List<int> Struck(FaultPlan plan, int requests)
    {
        _injector.Use(plan);
        return
        [
            .. Enumerable
                .Range(1, requests)
                .Where(_ => _injector.OnRequest(Subject("s3", "GetObject", "shop/x")).Count > 0),
        ];
    }

    private static RequestSubject Subject(string service, string operation, string target) =>
        new(service, operation, [target], "AKIA");
}
