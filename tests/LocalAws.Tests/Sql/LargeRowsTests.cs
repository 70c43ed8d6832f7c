using System.Globalization;
using LocalAws.Sql.Execution;

namespace LocalAws.Tests.Sql;

/// <summary>
/// Rows of half a megabyte, such as the report of a run over fifty shops: many of them need no more memory than few.
/// </summary>
public sealed class LargeRowsTests : IDisposable
{
    private const int Reports = 150;
    private const int Shops = 50;
    private const int Tables = 7;

    private readonly Lake _lake = new(new DuckDbOptions { MemoryLimit = "240MB", Threads = 2 });

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Unnest_OfMoreThanFitsIntoMemory_GivesEveryItem()
    {
        var names = Enumerable.Range(0, 12).Select(n => $"f{n}").ToList();
        var text = new string('x', 80);
        for (var report = 0; report < Reports; report++)
        {
            var shops = Enumerable.Range(0, Shops).Select(shop => Shop($"{text}{report}-{shop}", names));
            _lake.Write(
                string.Create(CultureInfo.InvariantCulture, $"logs/t/{report:000}.json"),
                $"{{\"id\":\"{report}\",\"shops\":[{string.Join(',', shops)}]}}"
            );
        }

        await _lake.RunAsync(
            $"CREATE EXTERNAL TABLE t (id string, shops array<struct<name:string,tables:array<struct<status:string,{string.Join(',', names.Select(name => $"{name}:string"))}>>>>) "
                + "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://logs/t/'"
        );

        var rows = await _lake.RowsAsync(
            "SELECT count(*), count(DISTINCT i.f11), count(DISTINCT t.id) FROM t CROSS JOIN UNNEST(t.shops) AS s CROSS JOIN UNNEST(s.tables) AS i WHERE i.status = 'failed'"
        );

        rows.ShouldBe([$"{Reports * Shops}|{Reports * Shops}|{Reports}"]);
    }

    /// <summary>One of its tables has failed.</summary>
    private static string Shop(string text, List<string> names)
    {
        var tables = Enumerable
            .Range(0, Tables)
            .Select(table =>
            {
                var fields = names.Select(name => $"\"{name}\":\"{text}-{table}\"");
                return $"{{\"status\":\"{(table == 0 ? "failed" : "published")}\",{string.Join(',', fields)}}}";
            });
        return $"{{\"name\":\"shop\",\"tables\":[{string.Join(',', tables)}]}}";
    }
}
