using Amazon.Runtime.Internal;

namespace Amazon.AwsClients.Protocol;

/// <summary>What tells one AWS JSON 1.1 service from another, on the wire and in its errors.</summary>
internal sealed record JsonProtocol
{
    /// <summary>The service's name in the pipeline, e.g. <c>Amazon.Athena</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>What stands before the operation in <c>X-Amz-Target</c>, with its dot.</summary>
    public required string TargetPrefix { get; init; }

    /// <summary>Date of the service's model.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>First label of the endpoint's host, and the service that requests are signed for.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>Name that SDKs know the service by.</summary>
    public required string ServiceId { get; init; }

    /// <summary>
    /// The service's own exception: thrown for codes that have no type of their own, base of those that have.
    /// </summary>
    public required Type BaseException { get; init; }

    public IServiceMetadata Metadata => new ServiceMetadata(ServiceId);

    private sealed record ServiceMetadata(string ServiceId) : IServiceMetadata
    {
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
