using FunctionsHost.Workers;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>Reads how an invocation ended from a worker's answer.</summary>
internal static class InvocationResults
{
    /// <summary>The value or the failure.</summary>
    public static InvocationResult ToResult(this InvocationResponse response)
    {
        if (response.Result is not { Status: StatusResult.Types.Status.Success })
            return new(Value: null, response.Result.ToFailure());
        var value = response.ReturnValue;
        return new(TypedDataText.Of(value), Failure: null) { IsJson = TypedDataText.IsJson(value) };
    }

    /// <summary>What a status that is no success tells.</summary>
    public static InvocationFailure ToFailure(this StatusResult? status)
    {
        if (status?.Exception is { } exception)
            return new(exception.Message, TextOrNull(exception.Type), TextOrNull(exception.StackTrace));
        var told = TextOrNull(status?.Result);
        return new(told ?? $"The worker answered {status?.Status} without a reason.", Type: null, StackTrace: null);
    }

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
