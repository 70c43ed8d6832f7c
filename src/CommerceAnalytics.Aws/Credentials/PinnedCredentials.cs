using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>
/// Signs each request with one session. The SDK asks the credentials twice, once for the token and once for the key:
/// between the two a session may be replaced, and AWS then refuses the token of the one with the key of the other as
/// invalid, for good.
/// </summary>
/// <remarks>
/// Seen with AWSSDK.Core 4.0.102: a process that had been killed took on the role anew, under the run's name, while its
/// first requests were signed.
/// </remarks>
internal sealed class PinnedCredentials : PipelineHandler, IRuntimePipelineCustomizer
{
    private static readonly PinnedCredentials Once = new();

    public string UniqueName => "CommerceAnalytics.Aws.PinnedCredentials";

    /// <summary>
    /// For every AWS client that this process makes from now on. Any number of times, with the effect of one.
    /// </summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(Once);

    public void Customize(Type type, RuntimePipeline pipeline) =>
        pipeline.AddHandlerBefore<Signer>(new PinnedCredentials());

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext;
        if (request.Identity is not AWSCredentials changing || changing is AnonymousAWSCredentials)
            return await base.InvokeAsync<T>(executionContext);
        request.Identity = Pinned(await changing.GetCredentialsAsync());
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        finally
        {
            // Whoever signs this request again asks anew.
            request.Identity = changing;
        }
    }

    private static AWSCredentials Pinned(ImmutableCredentials now) =>
        now.UseToken
            ? new SessionAWSCredentials(now.AccessKey, now.SecretKey, now.Token)
            : new BasicAWSCredentials(now.AccessKey, now.SecretKey);
}
