namespace LocalAws.Signing;

/// <summary>Why a signature is not accepted. Each surface has its own code and words for each.</summary>
internal enum SignatureProblem
{
    Missing,
    Malformed,
    UnknownKey,
    WrongToken,
    ExpiredToken,
    Stale,
    WrongScope,
    Mismatch,
    MalformedUrl,
    ExpiredUrl,
}

/// <summary>A signature that is not accepted.</summary>
/// <param name="problem">Why.</param>
/// <param name="detail">
/// What a caller may know of it: for a wrong scope the value found, for a stale date the explanation.
/// </param>
internal sealed class SignatureException(SignatureProblem problem, string detail = "") : Exception(detail)
{
    public SignatureProblem Problem { get; } = problem;
}
