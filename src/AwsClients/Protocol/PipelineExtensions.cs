using Amazon.Runtime.Internal;

namespace Amazon.AwsClients.Protocol;

internal static class PipelineExtensions
{
    /// <summary>Endpoint and signature are settled right after marshalling, as in every official client.</summary>
    public static void UseRegionalEndpointsAndSigV4(this RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
    }
}
