using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LocalAws.Signing;
using LocalAws.State;
using LocalAws.Wire;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Faults;

/// <summary>
/// <c>PUT, GET, DELETE /_localaws/faults</c>: sets, reads back and clears the faults of a running process. No part of
/// AWS: no bucket can have that name. Takes the lake's own keys as HTTP Basic credentials, no session's, and nothing of
/// what faults do to other requests is done to it.
/// </summary>
internal sealed class FaultEndpoint(FaultControl control, AccessKeys keys)
{
    public const string Path = "/_localaws/faults";

    public async Task HandleAsync(HttpContext http)
    {
        if (!MayChange(http.Request.Headers.Authorization.ToString()))
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"LocalAws\"";
            await AnswerAsync(
                http,
                401,
                new
                {
                    Problems = (string[])["Give the lake's access key id and secret access key as user and password."],
                }
            );
            return;
        }

        try
        {
            await ChangeAsync(http);
        }
        catch (FaultPlanException e)
        {
            await AnswerAsync(http, 400, new { e.Problems });
        }
        catch (AwsException e)
        {
            await AnswerAsync(http, e.Status, new { Problems = (string[])[e.Message] });
        }
    }

    private async Task ChangeAsync(HttpContext http)
    {
        switch (http.Request.Method)
        {
            case "PUT":
                control.Use(FaultPlan.Parse(Encoding.UTF8.GetString(await Payload.ReadAsync(http.Request))));
                break;
            case "DELETE":
                control.Clear();
                break;
            case "GET":
                break;
            default:
                http.Response.Headers.Allow = "PUT, GET, DELETE";
                await AnswerAsync(
                    http,
                    405,
                    new { Problems = (string[])[$"{http.Request.Method} does nothing here; PUT, GET and DELETE do."] }
                );
                return;
        }

        await AnswerAsync(http, 200, control.Report());
    }

    private bool MayChange(string authorization)
    {
        if (
            !AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
        )
            return false;
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{keys.AccessKeyId}:{keys.SecretAccessKey}"));
        return SignatureVerifier.Same(header.Parameter ?? "", expected);
    }

    private static async Task AnswerAsync<T>(HttpContext http, int status, T answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, FaultJson.Options);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
