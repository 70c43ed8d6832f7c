using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.LocalHost.Timers;

/// <summary>Keeps each timer's <see cref="ScheduleState"/> in a file of its own, so that a run missed while the host was down is noticed.</summary>
internal sealed class ScheduleStore(string folder, ILogger logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The state, or null when there is none that can be read.</summary>
    public ScheduleState? Read(string timer)
    {
        var path = PathOf(timer);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ScheduleState>(File.ReadAllText(path), Json);
        }
        catch (JsonException e)
        {
            logger.ScheduleStateUnreadable(timer, path, e);
            return null;
        }
    }

    /// <summary>Writes aside and moves: a kill leaves the old state or the new.</summary>
    public void Write(string timer, ScheduleState state)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(timer);
        var draft = $"{path}.new";
        using (var file = File.Create(draft))
        {
            JsonSerializer.Serialize(file, state, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private string PathOf(string timer) => Path.Combine(folder, $"{timer}.json");
}
