using System.Diagnostics;
using FunctionsHost.Isolated.Processes;
using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Isolated.Processes;

public sealed class WorkerRecordTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly LogLines _logs = new();
    private readonly Process _survivor = StartSurvivor();
    private readonly WorkerRecord _record;

    public WorkerRecordTests() => _record = new(_folder.Path, TimeProvider.System, _logs.CreateLogger("Record"));

    public void Dispose()
    {
        if (!_survivor.HasExited)
            _survivor.Kill();
        _survivor.WaitForExit();
        _survivor.Dispose();
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task EndSurvivor_ThatDoesNotEnd_IsKilled()
    {
        _record.Write(ProcessIdentity.Of(_survivor.Id)!);

        await _record.EndSurvivorAsync(Short, CancellationToken.None);

        await _survivor.WaitForExitAsync();
        _survivor.ExitCode.ShouldBe(137);
        Events().ShouldBe([5404, 5405]);
        File.Exists(RecordedWorker.PathIn(_folder.Path)).ShouldBeFalse();
    }

    [Fact]
    public async Task EndSurvivor_ThatIsStopped_IsKilledToo()
    {
        _record.Write(ProcessIdentity.Of(_survivor.Id)!);
        Signal.Stop(_survivor.Id);

        await _record.EndSurvivorAsync(Short, CancellationToken.None);

        await _survivor.WaitForExitAsync();
        _survivor.ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task EndSurvivor_ThatEndsInTime_IsNotKilled()
    {
        _record.Write(ProcessIdentity.Of(_survivor.Id)!);

        var ending = _record.EndSurvivorAsync(Long, CancellationToken.None);
        await _logs.FirstAsync(line => line.Event.Id == 5404);
        _survivor.StandardInput.Close();
        await ending;

        _survivor.ExitCode.ShouldBe(0);
        Events().ShouldBe([5404]);
    }

    [Fact]
    public async Task EndSurvivor_AnotherProcessWithItsId_IsLeftAlone()
    {
        _record.Write(new(_survivor.Id, Start: "another time"));

        await _record.EndSurvivorAsync(Short, CancellationToken.None);

        _survivor.HasExited.ShouldBeFalse();
        Events().ShouldBeEmpty();
    }

    [Fact]
    public async Task EndSurvivor_RecordThatCannotBeRead_RefusesToStart()
    {
        await File.WriteAllTextAsync(RecordedWorker.PathIn(_folder.Path), "{");

        var refused = await Should.ThrowAsync<WorkerStartException>(() =>
            _record.EndSurvivorAsync(Short, CancellationToken.None)
        );

        refused.Message.ShouldContain("cannot be read");
        refused.Message.ShouldContain("delete it");
    }

    [Fact]
    public async Task EndSurvivor_WithoutARecord_HasNothingToDo()
    {
        await _record.EndSurvivorAsync(Short, CancellationToken.None);

        Events().ShouldBeEmpty();
    }

    private IEnumerable<int> Events() => _logs.All.Select(line => line.Event.Id);

    // Ends with its standard input, as a worker does.
    private static Process StartSurvivor() =>
        Process.Start(
            new ProcessStartInfo("cat")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
}
