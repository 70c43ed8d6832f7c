using LocalAws.Wire;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Faults;

/// <summary>Stands before the services: hands each request on, or does to it what the plan says.</summary>
/// <param name="injector">Decides.</param>
/// <param name="time">Clock of delays.</param>
/// <param name="stop">Ends the process as killed.</param>
internal sealed class FaultGate(FaultInjector injector, TimeProvider time, Action stop)
{
    public async Task HandleAsync(HttpContext http, ISurface surface)
    {
        if (!injector.IsActive)
        {
            await surface.HandleAsync(http);
            return;
        }

        try
        {
            var subject = await surface.SubjectAsync(http);
            foreach (var strike in injector.OnRequest(subject))
            {
                if (await EndsAsync(http, surface, subject, strike))
                    return;
            }

            await surface.HandleAsync(http);
        }
        catch (AwsException e)
        {
            await surface.RefuseAsync(http, e);
        }
    }

    private async Task<bool> EndsAsync(HttpContext http, ISurface surface, RequestSubject subject, Strike strike)
    {
        switch (strike.Rule.Fault)
        {
            case FaultKind.Delay:
                await Task.Delay(strike.Delay, time, http.RequestAborted);
                return false;
            case FaultKind.DeleteErrors or FaultKind.SmallPages:
                RequestFaults.For(http).Add(strike);
                return false;
            case FaultKind.Drop:
                http.Abort();
                return true;
            case FaultKind.Stop:
                await StopAsync(http, surface, strike.Rule);
                return true;
            case FaultKind.LoseAnswer or FaultKind.HalfAnswer or FaultKind.SlowAnswer:
                await AnswerBadlyAsync(http, surface, strike);
                return true;
            case FaultKind.ExpireCredentials:
                Expire(subject.AccessKeyId);
                await surface.RefuseAsync(http, FaultErrors.Of(strike.Rule, subject.Service));
                return true;
            default:
                await surface.RefuseAsync(http, FaultErrors.Of(strike.Rule, subject.Service));
                return true;
        }
    }

    // The account's own keys cannot be renewed: expiring them for good would end every test that uses them.
    private void Expire(string accessKeyId)
    {
        if (accessKeyId.StartsWith("ASIA", StringComparison.Ordinal))
            injector.Expire(accessKeyId);
    }

    private async Task StopAsync(HttpContext http, ISurface surface, FaultRule rule)
    {
        if (rule.CarriedOut)
            await WithoutAnswerAsync(http, surface);
        stop();
        http.Abort();
    }

    private async Task AnswerBadlyAsync(HttpContext http, ISurface surface, Strike strike)
    {
        var response = http.Response;
        var body = http.Response.Body;
        switch (strike.Rule.Fault)
        {
            case FaultKind.SlowAnswer:
                response.Body = new SlowStream(response, body, strike.Delay, time);
                await surface.HandleAsync(http);
                break;
            case FaultKind.HalfAnswer when !HttpMethods.IsHead(http.Request.Method):
                response.Body = new CutStream(response, body, strike.Rule.Fraction);
                await surface.HandleAsync(http);
                // Kestrel closes a connection whose answer fell short, once that much of it is sent. An answer that has
                // no body is lost whole.
                if (!response.HasStarted)
                    http.Abort();
                break;
            default:
                await WithoutAnswerAsync(http, surface);
                http.Abort();
                break;
        }
    }

    private static async Task WithoutAnswerAsync(HttpContext http, ISurface surface)
    {
        http.Response.Body = Stream.Null;
        await surface.HandleAsync(http);
    }
}
