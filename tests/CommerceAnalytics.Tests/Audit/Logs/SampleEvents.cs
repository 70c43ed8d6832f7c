using System.IO.Compression;
using System.Text.Json;
using CommerceAnalytics.Events;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Audit.Logs;

/// <summary>The commerce events of a sample, as <c>commerce-analytics sample</c> writes it.</summary>
internal static class SampleEvents
{
    public static List<LogEvent> Of(SampleOptions options)
    {
        using var folder = new TemporaryFolder();
        new SampleWriter(options).Write(folder.Path, () => { }, CancellationToken.None);
        return
        [
            .. Directory
                .EnumerateFiles(folder.Path, "*.json.gz", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .AsParallel()
                .AsOrdered()
                .SelectMany(file => Lines(file).Select(Event).OfType<LogEvent>()),
        ];
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    // Most lines are of kinds that nobody counts; a line that breaks off is none.
    private static LogEvent? Event(string line)
    {
        if (!EventKinds.All.Any(kind => line.Contains($"\"{kind}\"")))
            return null;
        try
        {
            using var json = JsonDocument.Parse(line);
            var attributes = json.RootElement.GetProperty("attributes").EnumerateObject();
            return new(
                json.RootElement.GetProperty("timestamp").GetDateTimeOffset().UtcDateTime,
                json.RootElement.GetProperty("body").GetString()!,
                attributes.ToDictionary(attribute => attribute.Name, attribute => Text(attribute.Value))
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
}
