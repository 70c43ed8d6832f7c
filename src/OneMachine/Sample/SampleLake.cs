using System.Diagnostics;
using System.Text.Json;
using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// Puts sample events into a lake in one step: they are written beside it first, so that a lake has all of them or
/// none, whenever the program is stopped. Events that the sample did not write are never replaced.
/// </summary>
internal sealed class SampleLake(LakeFolder lake)
{
    private const string MarkerName = ".sample.json";

    private string WorkFolder => Path.Combine(lake.FullPath, ".sample");

    private string Marker => Path.Combine(lake.EventsFolder, MarkerName);

    /// <summary>Why sample events may not be written, or null.</summary>
    public string? Problem()
    {
        try
        {
            var files = lake.EventFiles().Count();
            return files == 0 || files == ReadMarker()?.Files
                ? null
                : $"the lake '{lake.Given}' (--lake) holds events that `sample` did not write: name another folder, or remove '{lake.EventsFolder}' yourself.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the events of the lake '{lake.Given}' (--lake) cannot be read: {e.Message}";
        }
    }

    /// <summary>Writes the events.</summary>
    /// <exception cref="InvalidInputException">
    /// There are events of somebody else's, another process writes a sample here, or nothing can be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">Stopped; the lake is as it was.</exception>
    public SampleTotals Write(SampleOptions options, Action dayWritten, CancellationToken cancellationToken)
    {
        if (Problem() is { } problem)
            throw new InvalidInputException([problem]);
        try
        {
            return WriteBeside(options, dayWritten, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException([
                $"sample events cannot be written into the lake '{lake.Given}' (--lake): {e.Message}",
            ]);
        }
    }

    private SampleTotals WriteBeside(SampleOptions options, Action dayWritten, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(lake.FullPath);
        using var claim = Claim();
        var fresh = Path.Combine(WorkFolder, "logall");
        try
        {
            DeleteFolder(fresh);
            var totals = new SampleWriter(options).Write(fresh, dayWritten, cancellationToken);
            WriteMarker(fresh, options);
            cancellationToken.ThrowIfCancellationRequested();
            Replace(fresh);
            return totals;
        }
        finally
        {
            DeleteFolder(WorkFolder);
        }
    }

    /// <summary>Writes the events and says so.</summary>
    /// <inheritdoc cref="Write(SampleOptions, Action, CancellationToken)"/>
    public void Write(SampleOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        progress.WriteLine(
            $"writing sample events of {options.Days} days, {options.FirstDay:yyyy-MM-dd} to {options.LastDay:yyyy-MM-dd}, for {string.Join(", ", options.ServiceNames)} into {lake.Given}"
        );
        var started = Stopwatch.GetTimestamp();
        var totals = Write(options, static () => { }, cancellationToken);
        progress.WriteLine(
            $"wrote {totals.CommerceEvents:N0} commerce events and {totals.OtherEvents:N0} others in {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s (seed {options.Seed})"
        );
    }

    private void Replace(string fresh)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(lake.EventsFolder)!);
        if (Directory.Exists(lake.EventsFolder))
            Directory.Move(lake.EventsFolder, Path.Combine(WorkFolder, "replaced"));
        Directory.Move(fresh, lake.EventsFolder);
    }

    private FileStream Claim()
    {
        Directory.CreateDirectory(WorkFolder);
        try
        {
            return new FileStream(
                Path.Combine(WorkFolder, "claim"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            throw new InvalidInputException([
                $"another process is writing sample events into the lake '{lake.Given}' (--lake): wait for it, or name another folder.",
            ]);
        }
    }

    private static void WriteMarker(string folder, SampleOptions options)
    {
        var marker = new SampleMarker(
            options.LastDay,
            options.Days,
            options.EventsPerDay,
            options.Seed,
            options.ServiceNames,
            Directory.EnumerateFiles(folder, "*.json.gz", SearchOption.AllDirectories).Count()
        );
        File.WriteAllText(Path.Combine(folder, MarkerName), JsonSerializer.Serialize(marker) + "\n");
    }

    private SampleMarker? ReadMarker()
    {
        try
        {
            return File.Exists(Marker) ? JsonSerializer.Deserialize<SampleMarker>(File.ReadAllText(Marker)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What a sample was made with, kept beside its events under a name that readers of data lakes skip.</summary>
internal sealed record SampleMarker(
    DateOnly LastDay,
    int Days,
    int EventsPerDay,
    long Seed,
    IReadOnlyList<string> ServiceNames,
    int Files
);
