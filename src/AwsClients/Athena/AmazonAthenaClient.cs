using Amazon.Athena.Model;
using Amazon.AwsClients.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.Athena;

public partial class AmazonAthenaClient : AmazonServiceClient, IAmazonAthena
{
    internal static readonly JsonProtocol Protocol = new()
    {
        ServiceName = "Amazon.Athena",
        TargetPrefix = "AmazonAthena.",
        ApiVersion = "2017-05-18",
        EndpointPrefix = "athena",
        ServiceId = "Athena",
        BaseException = typeof(AmazonAthenaException),
    };

    public AmazonAthenaClient()
        : this(new AmazonAthenaConfig()) { }

    public AmazonAthenaClient(RegionEndpoint region)
        : this(new AmazonAthenaConfig { RegionEndpoint = region }) { }

    public AmazonAthenaClient(AmazonAthenaConfig config)
        : base(config) { }

    public AmazonAthenaClient(AWSCredentials credentials)
        : this(credentials, new AmazonAthenaConfig()) { }

    public AmazonAthenaClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonAthenaConfig { RegionEndpoint = region }) { }

    public AmazonAthenaClient(AWSCredentials credentials, AmazonAthenaConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonAthenaClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonAthenaConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonAthenaClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        AmazonAthenaConfig clientConfig
    )
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    // The project pages by itself; the official paginators are not part of these clients.
    public IAthenaPaginatorFactory Paginators =>
        throw new NotSupportedException("This client has no paginators: page with NextToken.");

    protected override IServiceMetadata ServiceMetadata => Protocol.Metadata;

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.UseRegionalEndpointsAndSigV4();
}
