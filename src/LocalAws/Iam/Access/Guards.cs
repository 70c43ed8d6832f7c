using LocalAws.Athena.Queries;
using LocalAws.Iam.Roles;

namespace LocalAws.Iam.Access;

/// <summary>What stands before each service, made of one knowledge of who may what.</summary>
internal sealed class Guards
{
    public Guards(Identities identities, QueryHistory history, string region, TimeProvider time)
    {
        Authorizer = new(identities, region, time);
        var arns = new Arns(region);
        var glue = new GlueAccess(arns);
        Glue = new(Authorizer, glue.Of);
        Athena = new(Authorizer, new AthenaAccess(arns, glue, history).Of);
        S3 = new(Authorizer);
        Statements = new(Authorizer, glue);
    }

    public Authorizer Authorizer { get; }

    public JsonGuard Glue { get; }

    public JsonGuard Athena { get; }

    public S3Guard S3 { get; }

    public StatementGuard Statements { get; }
}
