using System.Security.Cryptography;

namespace LocalAws.State;

/// <summary>Who uses a lake's LocalAws from other processes: each holds a file open and locked.</summary>
internal static class LakeGuests
{
    private const string Pattern = "guest-*";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Writes a guest down until the file is closed.</summary>
    public static FileStream Sign(StateFolder folder)
    {
        var name = $"guest-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        try
        {
            return new(Path.Combine(folder.Root, name), options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalAwsStartException(
                LocalAwsStartProblem.LakeNotWritable,
                $"The lake {folder.Lake} cannot be written ({e.Message}); give a folder that this user may write.",
                e
            );
        }
    }

    /// <summary>Waits until all guests have gone, or the limit is over: one that hangs must not keep the lake.</summary>
    public static async Task LeaveAsync(StateFolder folder, TimeSpan limit, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (HasGuests(folder) && time.GetElapsedTime(began) < limit)
            await Task.Delay(Poll, time);
    }

    private static bool HasGuests(StateFolder folder)
    {
        if (!Directory.Exists(folder.Root))
            return false;
        var notes = Directory.EnumerateFiles(folder.Root, Pattern);
        return notes.Any(IsHeld);
    }

    /// <summary>A file that nobody holds was left by a process that was killed, and goes.</summary>
    private static bool IsHeld(string file)
    {
        try
        {
            using var left = new FileStream(
                file,
                new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
