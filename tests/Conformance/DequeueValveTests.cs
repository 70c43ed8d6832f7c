using Azure.Core;
using Azure.Storage.Queues;
using AzureStorage;
using CommerceAnalytics.OneMachine.Storage;

namespace Conformance;

/// <summary>A host that stops hides no message from the others.</summary>
public sealed class DequeueValveTests
{
    [AzuriteFact]
    public async Task Receive_AfterTheValveIsClosed_LeavesTheMessageToOthersAndStillMayLook()
    {
        var (connection, name) = (await Azurite.ConnectionAsync(), Azurite.NewHub().ToLowerInvariant());
        DequeueValve valve = new();
        QueueClientOptions options = new();
        options.AddPolicy(valve, HttpPipelinePosition.PerCall);
        QueueClient stopping = new(connection, name, options);
        QueueClient other = new(connection, name);
        await other.CreateAsync();
        await other.SendMessageAsync("first");
        (await stopping.ReceiveMessageAsync()).Value.MessageText.ShouldBe("first");
        await other.SendMessageAsync("second");
        using CancellationTokenSource stopped = new();

        await valve.CloseAsync(TimeProvider.System, CancellationToken.None);
        var receiving = stopping.ReceiveMessageAsync(cancellationToken: stopped.Token);

        (await stopping.PeekMessageAsync()).Value.MessageText.ShouldBe("second");
        (await other.ReceiveMessageAsync()).Value.MessageText.ShouldBe("second");
        receiving.IsCompleted.ShouldBeFalse();
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(receiving);
    }
}
