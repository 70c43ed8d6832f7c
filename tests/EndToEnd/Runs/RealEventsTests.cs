using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace EndToEnd.Runs;

/// <summary>
/// The whole pipeline on the events of a real shop, held against figures that were worked out elsewhere.
/// </summary>
public sealed class RealEventsTests
{
    [RealEventsFact]
    public async Task Run_OnRealEvents_GivesTheKnownFigures()
    {
        using var lake = new TemporaryFolder();
        await UnpackAsync(Repository.RealEvents!, lake.Directory);

        var run = await CommandLine.RunAsync(
            "run",
            "--date",
            "2026-03-02",
            "--service",
            "giftshop-uk",
            "--service",
            "giftshop-export",
            "--lake",
            lake.Directory
        );

        run.ExitCode.ShouldBe(0, run.ToString());
        (await CommandLine.QueryAsync(lake.Directory, "SHOW TABLES IN log_db '*commerce*'"))
            .Split("summary")
            .Length.ShouldBe(15);
        await ShouldGive(
            lake,
            "SELECT total_revenue, purchase_count, unique_purchasers FROM giftshop_uk_commerce_purchase_analytics_summary WHERE purchase_date = DATE '2025-12-02'",
            """[{"total_revenue":47570.53,"purchase_count":142,"unique_purchasers":97}]"""
        );
        await ShouldGive(
            lake,
            "SELECT productname, cart_add_count, unique_users, total_cart_value FROM giftshop_uk_commerce_product_ranking_summary ORDER BY cart_add_count DESC LIMIT 1",
            """[{"productname":"SET OF 3 CAKE TINS PANTRY DESIGN","cart_add_count":153,"unique_users":118,"total_cart_value":2894.62}]"""
        );
        await ShouldGive(
            lake,
            "SELECT category, cart_add_count, total_value, invalid_value_count FROM giftshop_uk_commerce_category_performance_summary",
            """[{"category":"Uncategorized","cart_add_count":27304,"total_value":463001.71,"invalid_value_count":49}]"""
        );
    }

    private static async Task ShouldGive(TemporaryFolder lake, string sql, string expected)
    {
        var actual = JsonSerializer.Deserialize<JsonElement>(await CommandLine.QueryAsync(lake.Directory, sql));
        JsonSerializer.Serialize(actual).ShouldBe(expected, sql);
    }

    internal static async Task UnpackAsync(string archive, string folder)
    {
        await using var file = File.OpenRead(archive);
        await using var tar = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: false);
    }
}
