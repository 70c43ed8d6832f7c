namespace FunctionsHost.Hosting;

/// <summary>The folder of the host's state.</summary>
internal static class StoreFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, for its owner alone, if it is not there.</summary>
    /// <exception cref="HostStateException">It cannot be made.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStateException(
                "StoreNotWritable",
                $"The host's folder {folder} cannot be made: {e.Message}",
                "Choose a folder that this account may write to.",
                e
            );
        }
    }
}
