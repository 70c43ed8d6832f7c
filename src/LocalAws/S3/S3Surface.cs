using System.Xml.Linq;
using LocalAws.Iam.Access;
using LocalAws.Logging;
using LocalAws.Signing;
using LocalAws.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LocalAws.S3;

/// <summary>S3 on the wire: its REST protocol, path style, XML documents.</summary>
internal sealed class S3Surface(S3Routes routes, S3Guard guard, SignatureVerifier verifier, ILogger logger) : ISurface
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public async Task HandleAsync(HttpContext http)
    {
        // Objects may be of any size; they are never held in memory.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        var target = RawTarget.Of(http.Request);
        var name = $"{http.Request.Method} {target.RawPath}";
        http.Response.Headers["x-amz-request-id"] = RequestIds.Next();
        try
        {
            var request = S3Request.Read(http, target, Verify(http.Request, target));
            await AnswerAsync(request);
            LocalAwsLog.Answered(logger, "s3", name, "done");
        }
        catch (AwsException e) when (!http.Response.HasStarted)
        {
            LocalAwsLog.Answered(logger, "s3", name, e.Code);
            await RefuseAsync(http, e);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LocalAwsLog.FailedInside(logger, "s3", name, e);
            await RefuseAsync(http, new("InternalError", "We encountered an internal error. Please try again.", 500));
        }
    }

    public ValueTask<RequestSubject> SubjectAsync(HttpContext http)
    {
        var address = S3Address.Read(RawTarget.Of(http.Request));
        var operation = routes.TryFind(http.Request.Method, address)?.Name ?? http.Request.Method;
        return new(
            new RequestSubject("s3", operation, [address.Text], AuthorizationHeader.AccessKeyIdOf(http.Request))
        );
    }

    public Task RefuseAsync(HttpContext http, AwsException error)
    {
        var headers = http.Response.Headers;
        var id = headers["x-amz-request-id"].ToString() is { Length: > 0 } given ? given : RequestIds.Next();
        var server = headers.Server;
        // What was said of an object, its encoding above all, is not so of the refusal.
        headers.Clear();
        headers.Server = server;
        headers["x-amz-request-id"] = id;
        var document = new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message));
        foreach (var (name, value) in error.Details)
            document.Add(new XElement(name, value));
        document.Add(
            new XElement("Resource", RawTarget.Of(http.Request).RawPath),
            new XElement("RequestId", id),
            new XElement("HostId", "LocalAws")
        );
        return AwsXml.WriteAsync(http, error.Status, document);
    }

    private async Task AnswerAsync(S3Request request)
    {
        try
        {
            guard.Demand(request, S3Routes.Subresource(request.Address));
            await routes.Find(request).RunAsync(request);
        }
        catch (AwsException e) when (!request.Response.HasStarted)
        {
            throw guard.Veil(e, request);
        }
    }

    private VerifiedSignature Verify(HttpRequest request, CanonicalRequest target)
    {
        try
        {
            if (PresignedUrl.Is(target))
                return verifier.VerifyUrl(target, "s3", Skew);
            if (request.Headers.Authorization.Count == 0)
                throw new SignatureException(SignatureProblem.Missing);
            var hash = request.Headers["x-amz-content-sha256"].ToString();
            if (hash.Length > 0)
                return verifier.Verify(target, "s3", hash, Skew);
            throw new AwsException("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }
        catch (SignatureException e)
        {
            throw S3Errors.Word(e);
        }
    }
}
