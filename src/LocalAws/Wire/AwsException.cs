namespace LocalAws.Wire;

/// <summary>A refusal in AWS's terms; each surface writes it in its own form.</summary>
/// <param name="code">AWS's error code, e.g. <c>NoSuchKey</c>.</param>
/// <param name="message">AWS's wording where it is known.</param>
/// <param name="status">HTTP status.</param>
internal sealed class AwsException(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>Members that this error has besides code and message, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];
}
