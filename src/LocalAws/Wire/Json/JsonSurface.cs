using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Faults;
using LocalAws.Iam.Access;
using LocalAws.Logging;
using LocalAws.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalAws.Wire.Json;

/// <summary>A service of AWS's JSON 1.1 protocol: the operation is named by <c>X-Amz-Target</c>.</summary>
/// <param name="service">Service as scopes name it: <c>athena</c>, <c>glue</c>.</param>
/// <param name="internalError">The service's own code for its own faults.</param>
/// <param name="operations">The dispatch table.</param>
/// <param name="guard">Lets through what callers may.</param>
/// <param name="verifier">Checks signatures.</param>
/// <param name="logger">Where requests are logged.</param>
internal sealed class JsonSurface(
    string service,
    string internalError,
    IReadOnlyDictionary<string, JsonOperation> operations,
    JsonGuard guard,
    SignatureVerifier verifier,
    ILogger logger
) : ISurface
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public async Task HandleAsync(HttpContext http)
    {
        var operation = http.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        try
        {
            var body = await Payload.ReadAsync(http.Request);
            var caller = Verify(http.Request, body);
            if (!operations.TryGetValue(operation, out var known))
                throw new AwsException(
                    "UnknownOperationException",
                    $"LocalAws does not know the operation {operation}."
                );
            guard.Demand(caller, operation, body);
            var answer = known.Invoke(JsonPages.Cut(body, RequestFaults.Of(http)), caller);
            await WriteAsync(
                http,
                StatusCodes.Status200OK,
                JsonSerializer.SerializeToUtf8Bytes(answer, AwsJson.Options)
            );
            LocalAwsLog.Answered(logger, service, operation, "done");
        }
        catch (AwsException e)
        {
            LocalAwsLog.Answered(logger, service, operation, e.Code);
            await RefuseAsync(http, e);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            LocalAwsLog.FailedInside(logger, service, operation, e);
            await RefuseAsync(
                http,
                new(
                    internalError,
                    "LocalAws failed inside; its log says more.",
                    StatusCodes.Status500InternalServerError
                )
            );
        }
    }

    public async ValueTask<RequestSubject> SubjectAsync(HttpContext http) =>
        new(
            service,
            http.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1],
            JsonTargets.Of(await Payload.PeekAsync(http.Request)),
            AuthorizationHeader.AccessKeyIdOf(http.Request)
        );

    public Task RefuseAsync(HttpContext http, AwsException error)
    {
        var body = new JsonObject { ["__type"] = error.Code };
        foreach (var (name, value) in error.Details)
            body[name] = value;
        body["Message"] = error.Message;
        return WriteAsync(http, error.Status, JsonSerializer.SerializeToUtf8Bytes(body, AwsJson.Options));
    }

    private Caller Verify(HttpRequest request, byte[] body)
    {
        try
        {
            return verifier
                .Verify(RawTarget.Of(request), service, Convert.ToHexStringLower(SHA256.HashData(body)), Skew)
                .Caller;
        }
        catch (SignatureException e)
        {
            throw JsonSignatureErrors.Word(e);
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.1";
        http.Response.ContentLength = body.Length;
        http.Response.Headers["x-amzn-RequestId"] = RequestIds.Next();
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
