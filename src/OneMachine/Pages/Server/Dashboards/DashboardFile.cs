using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

/// <summary>A Grafana dashboard: its text, and the SQL of its panels and variables.</summary>
internal sealed class DashboardFile
{
    private readonly Dictionary<int, string> _panels;
    private readonly Dictionary<string, string> _variables;

    private DashboardFile(byte[] json)
    {
        Json = json;
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        _panels = root.GetProperty("panels")
            .EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .ToDictionary(panel => panel.GetProperty("id").GetInt32(), panel => Sql(panel.GetProperty("targets")[0]));
        _variables = root.GetProperty("templating")
            .GetProperty("list")
            .EnumerateArray()
            .Where(variable => variable.GetProperty("type").ValueEquals("query"))
            .ToDictionary(
                variable => variable.GetProperty("name").GetString()!,
                variable => Sql(variable.GetProperty("query"))
            );
    }

    /// <summary>The dashboard of <c>deploy/grafana</c>, the very file.</summary>
    public static DashboardFile Shipped { get; } = Read("commerce-analytics-multi-service.json");

    /// <summary>The file's text, UTF-8.</summary>
    public byte[] Json { get; }

    /// <summary>Ids of the panels that ask something.</summary>
    public IReadOnlyCollection<int> Panels => _panels.Keys;

    /// <summary>Names of the variables whose values are asked for.</summary>
    public IReadOnlyCollection<string> Variables => _variables.Keys;

    /// <summary>The SQL of a panel, its variables still in it; null if there is no such panel.</summary>
    public string? PanelSql(int id) => _panels.GetValueOrDefault(id);

    /// <summary>The SQL that lists a variable's values; null if there is no such variable.</summary>
    public string? VariableSql(string name) => _variables.GetValueOrDefault(name);

    private static DashboardFile Read(string resource)
    {
        using var stream = typeof(DashboardFile).Assembly.GetManifestResourceStream(resource)!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return new(json);
    }

    private static string Sql(JsonElement query) => query.GetProperty("rawSQL").GetString()!;
}
