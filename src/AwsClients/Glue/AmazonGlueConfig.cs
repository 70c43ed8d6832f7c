using Amazon.AwsClients.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.Glue;

public class AmazonGlueConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("Glue", "4.0.100");

    public AmazonGlueConfig()
        : base(DefaultConfigurations.Provider)
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = AmazonGlueClient.Protocol.EndpointPrefix;
        EndpointProvider = new RegionalEndpointProvider(AmazonGlueClient.Protocol.EndpointPrefix);
    }

    public static new string ServiceId => AmazonGlueClient.Protocol.ServiceId;

    public override string RegionEndpointServiceName => AmazonGlueClient.Protocol.EndpointPrefix;

    public override string ServiceVersion => AmazonGlueClient.Protocol.ApiVersion;

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Determine(this, AmazonGlueClient.Protocol, parameters);
}
