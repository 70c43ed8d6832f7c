using LocalAws.Signing;

namespace LocalAws.Wire.Json;

/// <summary>Signature refusals as the front end of the JSON services words them. All are HTTP 400.</summary>
internal static class JsonSignatureErrors
{
    public static AwsException Word(SignatureException e) =>
        e.Problem switch
        {
            SignatureProblem.Missing => new("MissingAuthenticationTokenException", "Missing Authentication Token"),
            SignatureProblem.Malformed => new("IncompleteSignatureException", e.Message),
            SignatureProblem.UnknownKey or SignatureProblem.WrongToken => new(
                "UnrecognizedClientException",
                "The security token included in the request is invalid."
            ),
            SignatureProblem.ExpiredToken => new(
                "ExpiredTokenException",
                "The security token included in the request is expired"
            ),
            SignatureProblem.Stale => new("InvalidSignatureException", e.Message),
            SignatureProblem.WrongScope => new(
                "InvalidSignatureException",
                $"Credential should be scoped to a valid region or service: {e.Message}."
            ),
            _ => new(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
                    + "Consult the service documentation for details."
            ),
        };
}
