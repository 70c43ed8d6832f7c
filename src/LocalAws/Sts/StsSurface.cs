using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using LocalAws.Logging;
using LocalAws.Signing;
using LocalAws.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace LocalAws.Sts;

/// <summary>STS on the wire: AWS's query protocol, forms in and XML out.</summary>
internal sealed class StsSurface(
    IReadOnlyDictionary<string, StsOperation> operations,
    SignatureVerifier verifier,
    ILogger logger
) : ISurface
{
    private static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public async Task HandleAsync(HttpContext http)
    {
        var action = "";
        try
        {
            var body = await Payload.ReadAsync(http.Request);
            var form = Form(body);
            action = form.GetValueOrDefault("Action", "");
            if (!operations.TryGetValue(action, out var operation))
                throw new AwsException(
                    "InvalidAction",
                    $"Could not find operation {action} for version {form.GetValueOrDefault("Version", "NO_VERSION_SPECIFIED")}"
                );
            var caller = operation.Signed ? Verify(http.Request, body) : null;
            await AnswerAsync(http, action, await operation.InvokeAsync(new(form, caller, http.RequestAborted)));
            LocalAwsLog.Answered(logger, "sts", action, "done");
        }
        catch (AwsException e)
        {
            LocalAwsLog.Answered(logger, "sts", action, e.Code);
            await RefuseAsync(http, e);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            LocalAwsLog.FailedInside(logger, "sts", action, e);
            await RefuseAsync(
                http,
                new(
                    "InternalFailure",
                    "LocalAws failed inside; its log says more.",
                    StatusCodes.Status500InternalServerError
                )
            );
        }
    }

    public async ValueTask<RequestSubject> SubjectAsync(HttpContext http)
    {
        var form = Form(await Payload.PeekAsync(http.Request));
        return new(
            "sts",
            form.GetValueOrDefault("Action", ""),
            [form.GetValueOrDefault("RoleArn", "")],
            AuthorizationHeader.AccessKeyIdOf(http.Request)
        );
    }

    public Task RefuseAsync(HttpContext http, AwsException error)
    {
        return WriteAsync(
            http,
            error.Status,
            id =>
                new(
                    "ErrorResponse",
                    new XElement(
                        "Error",
                        new XElement("Type", error.Status < 500 ? "Sender" : "Receiver"),
                        new XElement("Code", error.Code),
                        new XElement("Message", error.Message)
                    ),
                    new XElement("RequestId", id)
                )
        );
    }

    private static Dictionary<string, string> Form(byte[] body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        return form.ToDictionary(p => p.Key, p => p.Value[0] ?? "");
    }

    private Caller Verify(HttpRequest request, byte[] body)
    {
        try
        {
            return verifier
                .Verify(RawTarget.Of(request), "sts", Convert.ToHexStringLower(SHA256.HashData(body)), Skew)
                .Caller;
        }
        catch (SignatureException e)
        {
            throw StsErrors.Word(e);
        }
    }

    private static Task AnswerAsync(HttpContext http, string action, IEnumerable<XElement> members)
    {
        return WriteAsync(
            http,
            StatusCodes.Status200OK,
            id =>
                new(
                    action + "Response",
                    new XElement(action + "Result", members),
                    new XElement("ResponseMetadata", new XElement("RequestId", id))
                )
        );
    }

    private static Task WriteAsync(HttpContext http, int status, Func<string, XElement> document)
    {
        var id = RequestIds.Next();
        var root = document(id);
        foreach (var element in root.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        http.Response.Headers["x-amzn-RequestId"] = id;
        return AwsXml.WriteAsync(http, status, root);
    }
}
