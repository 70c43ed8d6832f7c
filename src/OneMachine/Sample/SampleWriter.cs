using System.Buffers;
using System.IO.Compression;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>Writes the sample's files into a folder, some days side by side.</summary>
internal sealed class SampleWriter(SampleOptions options)
{
    private readonly Shop[] _shops =
    [
        .. options.ServiceNames.Select((name, index) => new Shop(name, index, options.Seed)),
    ];

    /// <summary>
    /// Writes all days below <paramref name="folder"/> as <c>year=/month=/day=/hour=/part-0.json.gz</c>.
    /// </summary>
    /// <param name="folder">Where to; made if it is not there.</param>
    /// <param name="dayWritten">Called after each day, from any thread.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    public SampleTotals Write(string folder, Action dayWritten, CancellationToken cancellationToken)
    {
        var days = new SampleTotals[options.Days];
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        Parallel.For(
            0,
            options.Days,
            parallel,
            static () => new Buffers(),
            (index, _, buffers) =>
            {
                days[index] = WriteDay(folder, options.FirstDay.AddDays(index), buffers);
                dayWritten();
                return buffers;
            },
            static buffers => buffers.Log.Dispose()
        );
        return days.Aggregate((sum, day) => sum + day);
    }

    private SampleTotals WriteDay(string folder, DateOnly day, Buffers buffers)
    {
        buffers.Log.Begin(day);
        var totals = new SampleTotals(0, 0);
        for (var i = 0; i < _shops.Length; i++)
            totals += SampleDay.Write(_shops[i], day, ShareOf(i), options.Seed, buffers.Log);
        buffers.Log.Sort();
        for (var hour = 0; hour < 24; hour++)
        {
            buffers.Log.Hour(hour, buffers.Hour);
            if (buffers.Hour.WrittenCount > 0)
                WriteHour(
                    Path.Combine(folder, $"year={day:yyyy}", $"month={day:MM}", $"day={day:dd}", $"hour={hour:D2}"),
                    buffers.Hour.WrittenSpan
                );
        }
        return totals;
    }

    /// <summary>The first service is the largest, each further one half of the one before.</summary>
    private int ShareOf(int index)
    {
        var weights = Enumerable.Range(0, _shops.Length).Select(i => i < 10 ? 1024 >> i : 1).ToArray();
        return (int)((((long)options.EventsPerDay * weights[index]) + weights.Sum() - 1) / weights.Sum());
    }

    private static void WriteHour(string folder, ReadOnlySpan<byte> lines)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Path.Combine(folder, "part-0.json.gz"), FileMode.CreateNew, FileAccess.Write);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        gzip.Write(lines);
    }

    private sealed class Buffers
    {
        public DayLog Log { get; } = new();

        public ArrayBufferWriter<byte> Hour { get; } = new(1 << 20);
    }
}
