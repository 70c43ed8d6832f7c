namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// How often the real log is wrong, and how. Shares are per mille of the events or values concerned.
/// </summary>
internal static class Flaws
{
    public const int Repeated = 4;
    public const int Damaged = 1;
    public const int NoServiceName = 5;
    public const int NoUser = 15;
    public const int NoSession = 12;
    public const int NoTerm = 40;
    public const int NoProductName = 8;
    public const int NoCategory = 50;
    public const int NoAmount = 550;
    public const int NoPaymentMethod = 450;
    public const int NumberAsJson = 100;

    private static readonly string[] BadNumbers = ["x10", "", "1,200", "한개", "-3", "NaN", "1e13", " "];

    /// <summary>
    /// Three days in ten, one of them after the other, on which the client logged no session starts at all.
    /// </summary>
    public static bool LogsSessionStarts(DateOnly day) => day.DayNumber % 10 < 7;

    public static string Quantity(SampleRandom random, int quantity) =>
        random.Below(1000) switch
        {
            < 30 => random.Pick(BadNumbers),
            < 45 => $" {quantity} ",
            < 50 => $"{quantity}.0",
            _ => $"{quantity}",
        };

    public static string Price(SampleRandom random, int price) =>
        random.Below(1000) switch
        {
            < 20 => random.Pick(BadNumbers),
            < 60 => $"{price / 1000},{price % 1000:D3}",
            < 100 => $"{price}.00",
            < 120 => $"{price}.5",
            < 124 => $"{price / 1000.0m}e3",
            _ => $"{price}",
        };

    public static string? UserKey(SampleRandom random, string userKey) =>
        random.PerMille(NoUser) ? Nothing(random) : userKey;

    public static string? SessionId(SampleRandom random, string sessionId) =>
        random.PerMille(NoSession) ? Nothing(random) : sessionId;

    /// <summary>Absence as logged: null, or text with nothing in it.</summary>
    public static string? Nothing(SampleRandom random) => random.Percent(50) ? null : "";
}
