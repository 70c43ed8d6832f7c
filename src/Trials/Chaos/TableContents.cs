using System.Security.Cryptography;
using System.Text;
using CommerceAnalytics.History;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>All rows of a table in one short text, whatever their order.</summary>
internal static class TableContents
{
    /// <summary>What a live table shows.</summary>
    public static Task<string> ReadAsync(
        AthenaSession athena,
        string database,
        string table,
        CancellationToken cancellationToken
    ) => ReadAsync(athena, $"SELECT * FROM {database}.{table}", cancellationToken);

    /// <summary>What a night of history shows of a table.</summary>
    public static Task<string> ReadNightAsync(
        AthenaSession athena,
        string database,
        (string ServiceName, Summary Summary) table,
        DateOnly night,
        CancellationToken cancellationToken
    )
    {
        var columns = string.Join(", ", table.Summary.Columns.Select(column => column.Name));
        var history = HistoryTable.Name(table.Summary.QueryType);
        return ReadAsync(
            athena,
            $"SELECT {columns} FROM {database}.{history} WHERE service = '{table.ServiceName}' AND night = '{DayText.Of(night)}'",
            cancellationToken
        );
    }

    private static async Task<string> ReadAsync(AthenaSession athena, string sql, CancellationToken cancellationToken)
    {
        var rows = await athena.SelectAsync(sql, cancellationToken);
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
