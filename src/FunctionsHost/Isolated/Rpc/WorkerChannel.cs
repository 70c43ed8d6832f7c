using System.Collections.Concurrent;
using System.Threading.Channels;
using FunctionsHost.Workers;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>
/// The conversation with one worker process: questions and invocations, each with the one answer that belongs to it.
/// </summary>
/// <param name="logs">Takes the worker's log entries.</param>
internal sealed class WorkerChannel(WorkerLogs logs)
{
    private readonly Channel<StreamingMessage> _toWorker = Channel.CreateUnbounded<StreamingMessage>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _invocations = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _questions = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerLostException> _lost = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _lastQuestion;

    /// <summary>How many invocations have not ended.</summary>
    public int Running => _invocations.Count;

    /// <summary>Ends when the worker has opened its stream.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Ends when the worker is lost, with how.</summary>
    public Task<WorkerLostException> Lost => _lost.Task;

    /// <summary>
    /// Sends an invocation and gives its answer; fails with <see cref="WorkerLostException"/>, or with
    /// <see cref="WorkerAbsentException"/> where it was not sent; never at once.
    /// </summary>
    public Task<InvocationResponse> InvokeAsync(InvocationRequest request) =>
        SendAsync(_invocations, request.InvocationId, new StreamingMessage { InvocationRequest = request });

    /// <summary>Asks something about the worker itself.</summary>
    /// <exception cref="WorkerLostException">The worker ended before it answered.</exception>
    public Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = $"{Interlocked.Increment(ref _lastQuestion)}";
        return SendAsync(_questions, question.RequestId, question);
    }

    /// <summary>Asks an invocation to end; nothing happens when it has ended.</summary>
    public void Cancel(string invocationId) =>
        _toWorker.Writer.TryWrite(new() { InvocationCancel = new() { InvocationId = invocationId } });

    /// <summary>Asks the worker to end in order.</summary>
    public void Terminate(TimeSpan grace) =>
        _toWorker.Writer.TryWrite(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(grace) } });

    /// <summary>Ends when every invocation that was begun has ended, one way or another.</summary>
    public async Task DrainedAsync()
    {
        var running = _invocations.Values.Select(invocation => (Task)invocation.Task);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Gives the worker up: all that waits for it fails. The first reason counts.</summary>
    public void Lose(WorkerLostException reason)
    {
        if (!_lost.TrySetResult(reason))
            return;
        _toWorker.Writer.TryComplete();
        Fail(_invocations, reason);
        Fail(_questions, reason);
    }

    /// <summary>Carries the messages, from the worker's first one until its stream ends.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> fromWorker,
        IServerStreamWriter<StreamingMessage> toWorker,
        CancellationToken cancellation
    )
    {
        _opened.TrySetResult();
        var sending = SendAllAsync(toWorker, cancellation);
        try
        {
            await ReceiveAllAsync(fromWorker, cancellation);
        }
        finally
        {
            // Whatever ended it: a worker whose stream nobody reads answers no one.
            Lose(new("The worker closed its stream."));
            await sending;
        }
    }

    private Task<T> SendAsync<T>(
        ConcurrentDictionary<string, TaskCompletionSource<T>> waiting,
        string id,
        StreamingMessage message
    )
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        if (_toWorker.Writer.TryWrite(message))
            return answer.Task;
        // Whoever fails all that waits may have done so just before this came to wait.
        waiting.TryRemove(id, out _);
        Fail(answer, new WorkerAbsentException(Lost.Result.Message));
        return answer.Task;
    }

    private async Task ReceiveAllAsync(IAsyncStreamReader<StreamingMessage> fromWorker, CancellationToken cancellation)
    {
        try
        {
            while (await fromWorker.MoveNext(cancellation))
                Receive(fromWorker.Current);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // A killed worker breaks its stream; whoever waits is told by the end of this method.
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                Complete(_invocations, message.InvocationResponse.InvocationId, message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                logs.Write(message.RpcLog);
                break;
            default:
                Complete(_questions, message.RequestId, message);
                break;
        }
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> toWorker, CancellationToken cancellation)
    {
        var messages = _toWorker.Reader;
        var more = new WriteOptions(WriteFlags.BufferHint);
        try
        {
            while (await messages.WaitToReadAsync(cancellation))
            {
                while (messages.TryRead(out var message))
                {
                    // Sent together when there are many: one flush for all of them.
                    toWorker.WriteOptions = messages.TryPeek(out _) ? more : WriteOptions.Default;
                    await toWorker.WriteAsync(message, cancellation);
                }
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            Lose(new("The worker's stream broke."));
        }
    }

    private static bool IsBroken(Exception e) =>
        e is IOException or OperationCanceledException or InvalidOperationException or Grpc.Core.RpcException;

    private static void Complete<T>(ConcurrentDictionary<string, TaskCompletionSource<T>> waiting, string id, T answer)
    {
        if (waiting.TryRemove(id, out var waiter))
            waiter.TrySetResult(answer);
    }

    private static void Fail<T>(
        ConcurrentDictionary<string, TaskCompletionSource<T>> waiting,
        WorkerLostException reason
    )
    {
        foreach (var id in waiting.Keys)
        {
            if (waiting.TryRemove(id, out var waiter))
                Fail(waiter, reason);
        }
    }

    private static void Fail<T>(TaskCompletionSource<T> waiter, WorkerLostException reason)
    {
        // Seen here: a caller that has gone leaves its answer behind.
        if (waiter.TrySetException(reason))
            _ = waiter.Task.Exception;
    }
}
