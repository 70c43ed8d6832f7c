using FunctionsHost.Tests.Hosting;

namespace FunctionsHost.Tests.Isolated;

/// <summary>Hosts that die: no worker may outlive them.</summary>
public sealed class HostDeathTests
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Host_Killed_TakesItsWorkerAlong()
    {
        using var folder = new TempFolder();
        using var child = await ChildHost.StartAsync(folder.Path);
        var worker = RecordedWorker.Read(RecordedWorker.PathIn(folder.Path));
        worker.IsRunning().ShouldBeTrue();

        Signal.Kill(child.Id);

        (await worker.EndsAsync(Allowed)).ShouldBeTrue();
    }

    [Fact]
    public async Task Host_KilledWhileItsWorkerIsStopped_LeavesNoneForTheNextHost()
    {
        using var folder = new TempFolder();
        using var child = await ChildHost.StartAsync(folder.Path);
        var worker = RecordedWorker.Read(RecordedWorker.PathIn(folder.Path));
        Signal.Stop(worker.Pid);
        Signal.Kill(child.Id);

        await using var host = await TestHost.StartAsync(options => options with { StateFolder = folder.Path });

        worker.IsRunning().ShouldBeFalse();
        (await host.PidAsync()).ShouldNotBe(worker.Pid);
    }

    [Fact]
    public async Task Host_AskedToEnd_EndsItsWorkerInOrder()
    {
        using var folder = new TempFolder();
        using var child = await ChildHost.StartAsync(folder.Path);
        var worker = RecordedWorker.Read(RecordedWorker.PathIn(folder.Path));

        child.StandardInput.Close();
        await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        child.ExitCode.ShouldBe(0);
        worker.IsRunning().ShouldBeFalse();
    }
}
