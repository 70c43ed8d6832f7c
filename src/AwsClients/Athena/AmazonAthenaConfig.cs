using Amazon.AwsClients.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.Athena;

public class AmazonAthenaConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("Athena", "4.0.100.16");

    public AmazonAthenaConfig()
        : base(DefaultConfigurations.Provider)
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = AmazonAthenaClient.Protocol.EndpointPrefix;
        EndpointProvider = new RegionalEndpointProvider(AmazonAthenaClient.Protocol.EndpointPrefix);
    }

    public static new string ServiceId => AmazonAthenaClient.Protocol.ServiceId;

    public override string RegionEndpointServiceName => AmazonAthenaClient.Protocol.EndpointPrefix;

    public override string ServiceVersion => AmazonAthenaClient.Protocol.ApiVersion;

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Determine(this, AmazonAthenaClient.Protocol, parameters);
}
