using LocalAws.Signing;

namespace LocalAws.Iam.Access;

/// <summary>ARNs of the account's resources in its region.</summary>
internal sealed class Arns(string region)
{
    public string Catalog => Glue("catalog");

    public string Database(string name) => Glue($"database/{name}");

    public string Table(string database, string name) => Glue($"table/{database}/{name}");

    public string Functions(string database) => Glue($"userDefinedFunction/{database}/*");

    public string WorkGroup(string name) => Athena($"workgroup/{name}");

    public string DataCatalog(string name) => Athena($"datacatalog/{name}");

    public static string Bucket(string name) => $"arn:aws:s3:::{name}";

    public static string Object(string bucket, string key) => $"arn:aws:s3:::{bucket}/{key}";

    private string Glue(string resource) => $"arn:aws:glue:{region}:{Caller.Account}:{resource}";

    private string Athena(string resource) => $"arn:aws:athena:{region}:{Caller.Account}:{resource}";
}
