using System.Globalization;
using System.Runtime.InteropServices;

namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>What a figure was measured on: without it the figure says little.</summary>
/// <param name="Cores">Cores that the process may use.</param>
/// <param name="MemoryMb">Memory that it may use, MB.</param>
/// <param name="System">Operating system and processor kind.</param>
/// <param name="Load">
/// Processes that ran or waited for a core, on average over the last minute before; null where the system does not
/// tell.
/// </param>
internal sealed record Machine(int Cores, long MemoryMb, string System, double? Load)
{
    private const string LoadFile = "/proc/loadavg";

    public static Machine Current() =>
        new(
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}",
            File.Exists(LoadFile)
                ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture)
                : null
        );
}
