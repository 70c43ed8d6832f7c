using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace EndToEnd.Runs;

/// <summary>
/// Past nights into history, on the events of a real shop: each as a run of its date leaves it on a lake of its own. Two
/// nights by default; <c>BACKFILL_NIGHTS=60</c> in the environment are more.
/// </summary>
public sealed class BackfillTests(ITestOutputHelper output)
{
    private const string Service = "giftshop-uk";
    private const string ByNight =
        "SELECT night, sum(cart_add_count) AS n FROM pipeline_history_product_ranking WHERE service = 'giftshop-uk' GROUP BY night ORDER BY night";

    private static readonly DateOnly Last = new(2026, 3, 1);
    private static readonly int Nights = Number("BACKFILL_NIGHTS", 2);
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(30);

    [RealEventsFact]
    public async Task Backfill_OfPastNights_AgreesWithARunOfEachDate()
    {
        using var folder = new TemporaryFolder();
        var lake = await LakeAsync(folder, "backfilled");
        var first = Last.AddDays(1 - Nights);

        var backfill = await CommandLine.RunAsync(
            TimeLimit,
            [
                "backfill",
                "--lake",
                lake,
                "--from",
                Text(first),
                "--to",
                Text(Last),
                "--service",
                Service,
                .. KeptNights.Option,
                "--json",
            ]
        );

        backfill.ExitCode.ShouldBe(0, backfill.ToString());
        output.WriteLine(backfill.ToString());
        var report = JsonSerializer.Deserialize<JsonElement>(backfill.Output);
        var (told, scanned) = (Bytes(report.GetProperty("estimate")), Bytes(report));
        ((double)scanned / told).ShouldBeInRange(0.9, 1.01, "what it was told to cost");
        (await CommandLine.QueryAsync(lake, "SHOW TABLES IN log_db '*commerce*'")).ShouldBe("[]");
        var expected = new List<string>();
        for (var night = first; night <= Last; night = night.AddDays(1))
            expected.Add(await OfARunAsync(folder, night));
        Rows(await CommandLine.QueryAsync(lake, ByNight)).ShouldBe(expected);
    }

    /// <summary>What a run of that date gives, on a lake where nothing else has ever run.</summary>
    private static async Task<string> OfARunAsync(TemporaryFolder folder, DateOnly night)
    {
        var lake = await LakeAsync(folder, $"own-{Text(night)}");
        var run = await CommandLine.RunAsync(
            "run",
            "--lake",
            lake,
            "--date",
            Text(night),
            "--service",
            Service,
            "--query-type",
            "product_ranking"
        );
        run.ExitCode.ShouldBe(0, run.ToString());
        var sum = await CommandLine.QueryAsync(
            lake,
            $"SELECT '{Text(night)}' AS night, sum(cart_add_count) AS n FROM giftshop_uk_commerce_product_ranking_summary"
        );
        Directory.Delete(lake, recursive: true);
        return Rows(sum).ShouldHaveSingleItem();
    }

    private static async Task<string> LakeAsync(TemporaryFolder folder, string name)
    {
        var lake = folder.File(name);
        Directory.CreateDirectory(lake);
        await RealEventsTests.UnpackAsync(Repository.RealEvents!, lake);
        return lake;
    }

    private static long Bytes(JsonElement of) => of.GetProperty("data_scanned_bytes").GetInt64();

    private static List<string> Rows(string json) => [.. Regex.Matches(json, @"\{[^}]*\}").Select(row => row.Value)];

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
