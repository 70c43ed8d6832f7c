using Amazon.AwsClients.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.Glue;

public partial class AmazonGlueClient : AmazonServiceClient, IAmazonGlue
{
    internal static readonly JsonProtocol Protocol = new()
    {
        ServiceName = "Amazon.Glue",
        TargetPrefix = "AWSGlue.",
        ApiVersion = "2017-03-31",
        EndpointPrefix = "glue",
        ServiceId = "Glue",
        BaseException = typeof(AmazonGlueException),
    };

    public AmazonGlueClient()
        : this(new AmazonGlueConfig()) { }

    public AmazonGlueClient(RegionEndpoint region)
        : this(new AmazonGlueConfig { RegionEndpoint = region }) { }

    public AmazonGlueClient(AmazonGlueConfig config)
        : base(config) { }

    public AmazonGlueClient(AWSCredentials credentials)
        : this(credentials, new AmazonGlueConfig()) { }

    public AmazonGlueClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonGlueConfig { RegionEndpoint = region }) { }

    public AmazonGlueClient(AWSCredentials credentials, AmazonGlueConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonGlueClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonGlueConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonGlueClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        AmazonGlueConfig clientConfig
    )
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Protocol.Metadata;

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.UseRegionalEndpointsAndSigV4();
}
