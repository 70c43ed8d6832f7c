namespace EndToEnd.Support;

/// <summary>
/// The option by which history keeps nights of a fixed year where no table is live yet: its 400 nights are counted back
/// from today then, and a test of such nights would fail one day. These are the most that the setting takes, 11 years.
/// </summary>
internal static class KeptNights
{
    public static readonly string[] Option = ["--set", "HistoryNights=4000"];
}
