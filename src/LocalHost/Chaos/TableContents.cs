using System.Security.Cryptography;
using System.Text;
using CommerceAnalytics.LocalHost.Lake;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>All rows of a table in one short text, whatever their order.</summary>
internal static class TableContents
{
    public static async Task<string> ReadAsync(
        AthenaSession athena,
        string database,
        string table,
        CancellationToken cancellationToken
    )
    {
        var rows = await athena.SelectAsync($"SELECT * FROM {database}.{table}", cancellationToken);
        var lines = rows.Select(row => string.Join('\u001f', row.Select(value => value ?? "\u0000")))
            .Order(StringComparer.Ordinal)
            .ToList();
        return $"{lines.Count} rows {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', lines))))[..12]}";
    }

    public static async Task<IReadOnlyDictionary<string, string>> ReadAllAsync(
        AthenaSession athena,
        string database,
        CancellationToken cancellationToken
    )
    {
        var contents = new Dictionary<string, string>();
        foreach (var table in ChaosSettings.Tables)
            contents[table] = await ReadAsync(athena, database, table, cancellationToken);
        return contents;
    }
}
