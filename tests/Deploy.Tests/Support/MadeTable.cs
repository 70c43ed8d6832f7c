namespace Deploy.Tests.Support;

/// <summary>
/// A table of a page that is made from what it tells of, between <c>&lt;!-- parameters --&gt;</c> and
/// <c>&lt;!-- /parameters --&gt;</c>. With <c>RECORD_PARAMETERS=1</c> the page is written anew.
/// </summary>
internal static class MadeTable
{
    private const string Begin = "<!-- parameters -->\n";
    private const string End = "<!-- /parameters -->";
    private const string RecordVariable = "RECORD_PARAMETERS";

    /// <summary>Fails where the page has another table.</summary>
    public static void ShouldBeIn(string page, IEnumerable<string> rows)
    {
        var made = string.Concat(rows.Select(row => $"{row}\n"));
        var text = File.ReadAllText(page);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        from.ShouldBeGreaterThanOrEqualTo(Begin.Length);
        to.ShouldBeGreaterThanOrEqualTo(from);
        if (Environment.GetEnvironmentVariable(RecordVariable) == "1")
        {
            text = text[..from] + made + text[to..];
            File.WriteAllText(page, text);
            to = from + made.Length;
        }

        text[from..to].ShouldBe(made, $"{page}: make it anew with {RecordVariable}=1");
    }
}
