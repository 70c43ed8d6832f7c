using FunctionsHost.Isolated;

namespace FunctionsHost.Tests.Isolated;

public sealed class RestartDelaysTests
{
    private readonly RestartDelays _delays = new();

    [Fact]
    public void Next_InASeries_GrowsUpToHalfAMinute()
    {
        var seconds = Enumerable.Range(0, 10).Select(_ => _delays.Next().TotalSeconds);

        seconds.ShouldBe([0, 0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
    }

    [Fact]
    public void Next_AfterAWorkerThatLivedLong_IsAtOnce()
    {
        _delays.Next();
        _delays.Next();

        _delays.Lost(TimeSpan.FromMinutes(1));

        _delays.Next().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Next_AfterAWorkerThatLivedShortly_GoesOnGrowing()
    {
        _delays.Next();

        _delays.Lost(TimeSpan.FromSeconds(59));

        _delays.Next().ShouldBe(TimeSpan.FromSeconds(0.5));
    }
}
