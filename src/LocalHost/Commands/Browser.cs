using System.ComponentModel;
using System.Diagnostics;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>The browser of the person at this machine.</summary>
internal static class Browser
{
    private const int NoSuchCommand = 127;

    /// <summary>Openers end at once, or stay while the browser does: one that lasts so long has opened it.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(3);

    /// <summary>Opens a page. Where that fails, why, as a part of a sentence; null otherwise.</summary>
    /// <param name="address">The page.</param>
    /// <param name="opener">The system's command that opens an address; ignored on Windows, which needs none.</param>
    /// <param name="cancellationToken">Waits no longer for the opener.</param>
    public static async Task<string?> OpenAsync(
        Uri address,
        string opener,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var process = Process.Start(
                OperatingSystem.IsWindows()
                    ? new(address.AbsoluteUri) { UseShellExecute = true }
                    : Shell(opener, address)
            );
            // Windows hands the address to a browser that runs already.
            if (process is null)
                return null;
            await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeLimit, time, cancellationToken);
            return process.ExitCode switch
            {
                0 => null,
                NoSuchCommand => $"there is no {opener} here",
                var code => $"{opener} ended with exit code {code}",
            };
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return e.Message;
        }
    }

    /// <summary>The command of this system.</summary>
    public static string Opener => OperatingSystem.IsMacOS() ? "open" : "xdg-open";

    /// <summary>
    /// Through a shell: what a browser prints does not belong here, and the Ctrl+C that stops this program must not end
    /// it.
    /// </summary>
    private static ProcessStartInfo Shell(string opener, Uri address) =>
        new(
            "/bin/sh",
            ["-c", "trap '' INT; exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1", opener, address.AbsoluteUri]
        );
}
