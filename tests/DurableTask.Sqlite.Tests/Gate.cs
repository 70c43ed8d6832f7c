namespace DurableTask.Sqlite.Tests;

/// <summary>Lets an activity wait for the test, and the test for the activity.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task.WaitAsync(TestHub.Limit());

    public void Open() => _opened.TrySetResult();

    public Task PassAsync()
    {
        _entered.TrySetResult();
        return _opened.Task.WaitAsync(TestHub.Limit());
    }
}
