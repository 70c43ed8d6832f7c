using System.Text.Json;
using LocalAws.Athena.Queries;
using LocalAws.S3.Storage;
using LocalAws.Sql;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Results;

/// <summary>Writes a query's result objects at its output location.</summary>
internal sealed class ResultWriter(ObjectStore store)
{
    public async Task<QueryOutcome> WriteAsync(QueryExecution query, StatementResult result)
    {
        var place = ResultPlace.Of(query);
        var outcome = new QueryOutcome(
            result.Columns,
            place.IsCsv ? null : result.Rows,
            result.UpdateCount,
            result.DataScannedBytes,
            result.Rows.Count,
            place.Manifest?.ToString()
        );
        if (place.Manifest is not null)
            await PutAsync(place.Manifest, writer => WriteLinesAsync(writer, result.DataManifest));
        else if (place.IsCsv)
            await PutAsync(place.Result, writer => WriteCsvAsync(writer, result));
        else
            await PutAsync(
                place.Result,
                writer => writer.WriteAsync(string.Join('\n', result.Rows.Select(r => string.Join('\t', r)))),
                "binary/octet-stream"
            );
        if (result.Columns.Count > 0)
            await PutAsync(
                place.Metadata,
                writer =>
                    writer.WriteAsync(
                        JsonSerializer.Serialize(new { result.Columns, result.UpdateCount }, AwsJson.Options)
                    )
            );
        return outcome;
    }

    private Task<ObjectFacts> PutAsync(
        S3Location location,
        Func<TextWriter, Task> write,
        string type = "application/octet-stream"
    )
    {
        return store.PutAsync(
            location.Bucket,
            location.Key,
            new ObjectFacts("", new Dictionary<string, string> { ["content-type"] = type }),
            async file =>
            {
                await using var writer = new StreamWriter(file, leaveOpen: true);
                await write(writer);
            }
        );
    }

    private static async Task WriteCsvAsync(TextWriter writer, StatementResult result)
    {
        await ResultCsv.WriteRowAsync(writer, [.. result.Columns.Select(c => c.Name)]);
        foreach (var row in result.Rows)
            await ResultCsv.WriteRowAsync(writer, row);
    }

    private static async Task WriteLinesAsync(TextWriter writer, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await writer.WriteAsync(line + "\n");
    }
}
