namespace LocalAws.Athena.Results;

/// <summary>An <c>s3://bucket/key</c> address.</summary>
internal sealed record S3Location(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    public static S3Location? TryParse(string? address)
    {
        if (address is null || !address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = address[Scheme.Length..].Split('/', 2);
        if (parts[0].Length == 0)
            return null;
        return new(parts[0], parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>The address of a name below this one as a prefix.</summary>
    public S3Location Below(string name)
    {
        return this with { Key = Key.TrimEnd('/') is { Length: > 0 } prefix ? $"{prefix}/{name}" : name };
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
