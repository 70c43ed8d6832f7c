using System.Xml.Linq;
using LocalAws.Signing;
using LocalAws.Sts.WebIdentity;

namespace LocalAws.Sts;

/// <summary>
/// One operation of STS: takes the form and the caller (null where the operation is not signed), gives the members of
/// its result.
/// </summary>
internal sealed record StsOperation(bool Signed, Func<StsCall, Task<IEnumerable<XElement>>> InvokeAsync);

/// <summary>A call of an operation.</summary>
/// <param name="Form">Members of the request.</param>
/// <param name="Caller">Who signed it; null where nobody did.</param>
/// <param name="Aborted">The client is gone.</param>
internal sealed record StsCall(IReadOnlyDictionary<string, string> Form, Caller? Caller, CancellationToken Aborted);

/// <summary>The dispatch table of STS. Elements have no namespace here; the surface gives them STS's.</summary>
internal sealed class StsOperations(SessionStore sessions, RoleTrust trust, WebIdentityVerifier tokens)
{
    public IReadOnlyDictionary<string, StsOperation> Table() =>
        new Dictionary<string, StsOperation>
        {
            ["GetCallerIdentity"] = new(Signed: true, call => Task.FromResult(GetCallerIdentity(call.Caller!))),
            ["AssumeRole"] = new(Signed: true, call => Task.FromResult(AssumeRole(call))),
            ["AssumeRoleWithWebIdentity"] = new(Signed: false, AssumeRoleWithWebIdentityAsync),
        };

    private static IEnumerable<XElement> GetCallerIdentity(Caller caller)
    {
        yield return new("Arn", caller.Arn);
        yield return new("UserId", caller.UserId);
        yield return new("Account", caller.Arn.Split(':')[4]);
    }

    private IEnumerable<XElement> AssumeRole(StsCall call)
    {
        var request = RoleRequest.Read(call.Form);
        var role = trust.Demand(request, call.Caller!, call.Form.GetValueOrDefault("ExternalId"));
        return Granted(request, request.ToCaller(role, isChained: call.Caller!.RoleArn is not null));
    }

    private async Task<IEnumerable<XElement>> AssumeRoleWithWebIdentityAsync(StsCall call)
    {
        var request = RoleRequest.Read(call.Form);
        var token = await tokens.VerifyAsync(
            call.Form.GetValueOrDefault("WebIdentityToken") ?? throw StsErrors.Missing("webIdentityToken"),
            call.Aborted
        );
        var role = trust.Demand(request, token);
        return
        [
            .. Granted(request, request.ToCaller(role, isChained: false)),
            new("SubjectFromWebIdentityToken", token.Subject),
            new("Audience", token.Audience),
            new("Provider", token.Issuer),
        ];
    }

    private IEnumerable<XElement> Granted(RoleRequest request, Caller caller)
    {
        var session = sessions.Create(caller, request.Duration);
        return
        [
            new("AssumedRoleUser", new XElement("AssumedRoleId", caller.UserId), new XElement("Arn", caller.Arn)),
            new(
                "Credentials",
                new XElement("AccessKeyId", session.AccessKeyId),
                new XElement("SecretAccessKey", session.SecretAccessKey),
                new XElement("SessionToken", session.SessionToken),
                new XElement("Expiration", session.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))
            ),
        ];
    }
}
