using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>The real shop events that lie beside the repository on some machines.</summary>
internal static class RealEvents
{
    /// <summary>The packed lake, or null where it is not there.</summary>
    public static string? Archive { get; } = Find();

    public static void UnpackTo(string folder)
    {
        using var packed = new GZipStream(File.OpenRead(Archive!), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, folder, overwriteFiles: false);
    }

    public static List<LogEvent> Read(string lakeFolder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(lakeFolder, "commerce-logs"), "*.json.gz", SearchOption.AllDirectories)
                .SelectMany(Lines)
                .Select(Event),
        ];

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static LogEvent Event(string line)
    {
        using var json = JsonDocument.Parse(line);
        var attributes = json
            .RootElement.GetProperty("attributes")
            .EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.GetString());
        return new(
            json.RootElement.GetProperty("timestamp").GetDateTimeOffset().UtcDateTime,
            json.RootElement.GetProperty("body").GetString()!,
            attributes
        );
    }

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CommerceAnalytics.sln")))
            folder = folder.Parent;
        var archive = folder is null
            ? null
            : Path.Combine(folder.FullName, "..", "shared", "data", "online-retail-lake.tar.gz");
        return File.Exists(archive) ? archive : null;
    }
}

/// <summary>A test that needs the real events.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealEventsFactAttribute : FactAttribute
{
    public RealEventsFactAttribute() =>
        Skip = RealEvents.Archive is null ? "The real events (../shared/data) are not on this machine." : null;
}
