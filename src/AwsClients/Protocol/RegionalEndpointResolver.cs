using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.AwsClients.Protocol;

/// <summary>The pipeline's step that asks the config's endpoint provider where a request goes.</summary>
internal sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    /// <summary>
    /// What <see cref="ClientConfig.DetermineServiceOperationEndpoint"/> answers: the same as a call would use.
    /// </summary>
    public static Endpoint Determine(
        ClientConfig config,
        JsonProtocol protocol,
        ServiceOperationEndpointParameters parameters
    ) =>
        new RegionalEndpointResolver().GetEndpoint(
            new Runtime.Internal.ExecutionContext(
                new RequestContext(enableMetrics: false, clientSigner: null)
                {
                    ClientConfig = config,
                    OriginalRequest = parameters.Request,
                    Request = new DefaultRequest(parameters.Request, protocol.ServiceName)
                    {
                        AlternateEndpoint = parameters.AlternateEndpoint,
                    },
                },
                responseContext: null
            )
        );

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new EndpointParameters
        {
            ["Region"] =
                (requestContext.Request.AlternateEndpoint ?? config.RegionEndpoint)?.SystemName
                ?? config.AuthenticationRegion,
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);
}
