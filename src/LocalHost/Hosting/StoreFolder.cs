using CommerceAnalytics.Failures;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>The folder of the host's state.</summary>
internal static class StoreFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, for its owner alone, if it is not there.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="FailureException">It cannot be made.</exception>
    public static string Prepare(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(
                new(
                    "StoreNotWritable",
                    $"The host's folder {folder} cannot be made: {e.Message}",
                    "Choose a lake that this account may write to."
                ),
                e
            );
        }
    }
}
