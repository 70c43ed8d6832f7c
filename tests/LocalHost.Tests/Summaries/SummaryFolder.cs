using CommerceAnalytics.LocalHost.Tests.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Summaries;

/// <summary>A small lake, and a folder for a shop's own summaries.</summary>
internal sealed class SummaryFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Lake => _folder.At("lake");

    public string Path => _folder.At("own");

    public string File(string name) => System.IO.Path.Combine(Path, $"{name}.sql");

    /// <summary>Runs a command with the folder's setting.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) =>
        Shell.RunLiveAsync([.. arguments, "--set", $"SummariesFolder={Path}"]);

    /// <summary>Runs a command on the lake, for a date that it has events before.</summary>
    public Task<Outcome> OnLakeAsync(params string[] arguments) =>
        RunAsync([.. arguments, "--lake", Lake, "--date", "2025-11-20", "--service", "shop"]);

    /// <summary>Cart adds of three days: of two categories, by three users.</summary>
    public void WriteEvents()
    {
        foreach (var day in new[] { 17, 18, 19 })
        {
            var hour = Directory.CreateDirectory(
                _folder.At("lake", "commerce-logs", "logall", "year=2025", "month=11", $"day={day}", "hour=03")
            );
            System.IO.File.WriteAllLines(
                System.IO.Path.Combine(hour.FullName, "part-0.json"),
                Enumerable.Range(0, 9).Select(n => Line(day, n))
            );
        }
    }

    public void Change(string name, string sound, string changed)
    {
        var text = System.IO.File.ReadAllText(File(name));
        text.ShouldContain(sound);
        System.IO.File.WriteAllText(File(name), text.Replace(sound, changed, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string Line(int day, int n) =>
        $$$"""{"timestamp":"2025-11-{{{day}}}T03:00:0{{{n}}}Z","body":"commerce.cart.add","attributes":{"resource.service.name":"shop","userKey":"u{{{n % 3}}}","category":"{{{(n < 6 ? "tea" : "cups")}}}","productName":"p{{{n}}}","quantity":2}}""";
}
