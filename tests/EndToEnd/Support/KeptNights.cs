namespace EndToEnd.Support;

/// <summary>
/// The option by which history keeps nights of a fixed year. By default it keeps 400, counted back from today: a test of
/// such nights would fail one day. These are the most that the setting takes, 11 years.
/// </summary>
internal static class KeptNights
{
    public static readonly string[] Option = ["--set", "HistoryNights=4000"];
}
