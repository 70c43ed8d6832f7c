using System.Text.Json;
using CommerceAnalytics.LocalHost.Tests.Commands;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

namespace LocalHost.Tests.Pages;

/// <summary>The rows of a panel, for the shop <c>the_shop</c> and the nights to 2026-05-15, from made-up tables.</summary>
internal static class PanelQuery
{
    /// <param name="title">Title of the panel.</param>
    /// <param name="folder">For a lake without anything.</param>
    /// <param name="tables">What stands for each table: the text after <c>FROM</c>.</param>
    public static async Task<List<Dictionary<string, JsonElement>>> RowsAsync(
        string title,
        TemporaryFolder folder,
        params (string Table, string Made)[] tables
    )
    {
        var values = new Dictionary<string, string>
        {
            ["service"] = "the_shop",
            ["product"] = "",
            ["term"] = "",
            [Interpolation.From] = "2026-02-14T00:00:00Z",
            [Interpolation.To] = "2026-05-15T23:59:59Z",
        };
        var panels = JsonDocument.Parse(DashboardFile.Shipped.Json).RootElement.GetProperty("panels");
        var panel = panels.EnumerateArray().Single(one => one.GetProperty("title").ValueEquals(title));
        var sql = Interpolation.Fill(DashboardFile.Shipped.PanelSql(panel.GetProperty("id").GetInt32())!, values);
        foreach (var (table, made) in tables)
            sql = sql.Replace($"FROM {table}", $"FROM {made}", StringComparison.Ordinal);
        Directory.CreateDirectory(folder.At("lake"));
        var answer = await Shell.RunLiveAsync("query", sql, "--lake", folder.At("lake"), "--format", "json");
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(answer.Output)!;
    }
}
