using System.Text.Json;
using FunctionsHost.Files;

namespace FunctionsHost.Timers;

/// <summary>
/// Keeps each timer's <see cref="ScheduleState"/> in a file of its own, so that a run missed while the host was down is
/// noticed.
/// </summary>
/// <param name="folder">Their folder; made with the first file.</param>
/// <remarks>One host has the folder, so all timers are its own.</remarks>
public sealed class ScheduleFiles(string folder) : IScheduleStore
{
    /// <inheritdoc/>
    public Task<ITimerHold?> TryTakeAsync(string timer, CancellationToken cancellation) =>
        Task.FromResult<ITimerHold?>(new Hold(Path.Combine(folder, $"{timer}.json")));

    private sealed class Hold(string path) : ITimerHold
    {
        public CancellationToken Lost => CancellationToken.None;

        public async Task<ScheduleState?> ReadAsync(CancellationToken cancellation)
        {
            if (!File.Exists(path))
                return null;
            try
            {
                return ScheduleState.FromJson(await File.ReadAllTextAsync(path, cancellation));
            }
            catch (JsonException e)
            {
                throw new ScheduleUnreadableException(path, e);
            }
        }

        public Task WriteAsync(ScheduleState state)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            OwnFile.Write(path, state.ToJson());
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
