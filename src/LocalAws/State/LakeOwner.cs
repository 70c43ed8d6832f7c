using System.Diagnostics;
using System.Text.Json;

namespace LocalAws.State;

/// <summary>What the process that owns a lake says of itself.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStarted">When it started, UTC: process ids are used again.</param>
/// <param name="Endpoint">Where it listens, once it does.</param>
/// <param name="Region">Its region, once it listens.</param>
internal sealed record LakeOwner(int ProcessId, DateTime ProcessStarted, Uri? Endpoint = null, string? Region = null)
{
    public static LakeOwner ThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new(process.Id, process.StartTime.ToUniversalTime());
    }

    public static LakeOwner? Read(StateFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<LakeOwner>(File.ReadAllText(folder.Owner));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(StateFolder folder)
    {
        var json = JsonSerializer.Serialize(this);
        folder.WritePrivately(folder.Owner, json);
    }

    /// <summary>
    /// Whether that very process still runs. The lock itself is not tried: a look must not get in the way of one that
    /// starts.
    /// </summary>
    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            // The system derives start times from the clock, so two readings may differ a little.
            return (process.StartTime.ToUniversalTime() - ProcessStarted).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
