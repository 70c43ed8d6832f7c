using LocalAws.Iam.Documents;
using LocalAws.Iam.Evaluation;

namespace LocalAws.Tests.Iam;

public sealed class PolicyEvaluationTests
{
    private const string Reports = "arn:aws:s3:::bucket/reports/a.json";

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/reports/*", true)]
    [InlineData("S3:getobject", "arn:aws:s3:::bucket/reports/*", true)]
    [InlineData("s3:Get*", "*", true)]
    [InlineData("s3:GetObjec?", "arn:aws:s3:::buc?et/*", true)]
    [InlineData("*", "arn:aws:s3:::*", true)]
    [InlineData("s3:GetObject", "arn:aws:s3:::BUCKET/*", false)]
    [InlineData("s3:GetObjectTagging", "*", false)]
    [InlineData("s3:PutObject", "*", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:*:*:bucket/reports/a.json", true)]
    [InlineData("s3:GetObject", "arn:aws:*:*:bucket:reports/a.json", false)]
    public void Weigh_OneStatement_AllowsWhatItsPatternsMatch(string action, string resource, bool allowed) =>
        Weigh(Allow(action, resource)).ShouldBe(allowed ? Verdict.Allow : Verdict.ImplicitDeny);

    [Theory]
    [InlineData("arn:aws:glue:ap-northeast-2:*:table/log_db/*", true)]
    [InlineData("arn:aws:glue:*:000000000000:table/log_db/a:b", true)]
    [InlineData("arn:aws:glue:*:table/log_db/a:b", false)]
    [InlineData("arn:aws:glue:ap*:000000000000:table/log_db/a?b", true)]
    [InlineData("arn:aws:glue:ap*2:000000000000:table/*b", true)]
    public void Weigh_WildcardInAnArn_ReachesOverColonsInTheLastPartOnly(string resource, bool allowed) =>
        Weigh(
                [Allow("glue:GetTable", resource)],
                "glue:GetTable",
                "arn:aws:glue:ap-northeast-2:000000000000:table/log_db/a:b",
                new()
            )
            .ShouldBe(allowed ? Verdict.Allow : Verdict.ImplicitDeny);

    [Fact]
    public void Weigh_DenyBesideAllow_Denies() =>
        Weigh(Allow("s3:*", "*"), """{"Effect":"Deny","Action":"s3:Get*","Resource":"arn:aws:s3:::bucket/reports/*"}""")
            .ShouldBe(Verdict.ExplicitDeny);

    [Theory]
    [InlineData("""{"Effect":"Allow","NotAction":"s3:Put*","Resource":"*"}""", "Allow")]
    [InlineData("""{"Effect":"Allow","NotAction":["s3:Put*","s3:Get*"],"Resource":"*"}""", "ImplicitDeny")]
    [InlineData("""{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::other/*"}""", "ExplicitDeny")]
    [InlineData("""{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::bucket/*"}""", "ImplicitDeny")]
    public void Weigh_NotActionNotResource_AreAboutAllOthers(string statement, string verdict) =>
        Weigh(statement).ToString().ShouldBe(verdict);

    [Theory]
    [InlineData("""{"StringEquals":{"s3:prefix":"reports/"}}""", true)]
    [InlineData("""{"StringEquals":{"S3:PREFIX":["x","reports/"]}}""", true)]
    [InlineData("""{"StringEquals":{"s3:prefix":"REPORTS/"}}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"s3:prefix":"REPORTS/"}}""", true)]
    [InlineData("""{"StringNotEquals":{"s3:prefix":["x","y"]}}""", true)]
    [InlineData("""{"StringNotEquals":{"s3:prefix":["x","reports/"]}}""", false)]
    [InlineData("""{"StringNotEquals":{"s3:delimiter":"/"}}""", true)]
    [InlineData("""{"StringLike":{"s3:prefix":"rep*"}}""", true)]
    [InlineData("""{"StringNotLike":{"s3:prefix":"rep*"}}""", false)]
    [InlineData("""{"StringLike":{"s3:delimiter":"*"}}""", false)]
    [InlineData("""{"StringLikeIfExists":{"s3:delimiter":"/"}}""", true)]
    [InlineData("""{"StringLikeIfExists":{"s3:prefix":"x"}}""", false)]
    [InlineData("""{"Null":{"s3:delimiter":"true"}}""", true)]
    [InlineData("""{"Null":{"s3:prefix":"true"}}""", false)]
    [InlineData("""{"Null":{"s3:prefix":false}}""", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", true)]
    [InlineData("""{"Bool":{"aws:SecureTransport":false}}""", false)]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/commerce-*"}}""", true)]
    [InlineData("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/commerce-*"}}""", false)]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role"}}""", false)]
    [InlineData("""{"NumericLessThanEquals":{"s3:max-keys":100}}""", true)]
    [InlineData("""{"NumericGreaterThan":{"s3:max-keys":"100"}}""", false)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:CalledVia":["athena.amazonaws.com"]}}""", true)]
    [InlineData("""{"ForAllValues:StringLike":{"aws:CalledVia":["athena*"]}}""", false)]
    [InlineData("""{"ForAllValues:StringLike":{"aws:TagKeys":["x"]}}""", true)]
    [InlineData("""{"ForAnyValue:StringLike":{"aws:TagKeys":["x"]}}""", false)]
    [InlineData("""{"StringEquals":{"s3:prefix":"reports/"},"Bool":{"aws:SecureTransport":"false"}}""", false)]
    [InlineData("""{"StringEquals":{"s3:prefix":"${aws:username}/"}}""", true)]
    [InlineData("""{"StringEquals":{"s3:prefix":"${aws:nothing, 'reports'}/"}}""", true)]
    [InlineData("""{"StringLike":{"s3:prefix":"${*}*"}}""", false)]
    public void Weigh_Condition_HoldsAsInIam(string condition, bool holds)
    {
        var statement = $$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{{condition}}}""";

        Weigh(statement).ShouldBe(holds ? Verdict.Allow : Verdict.ImplicitDeny);
    }

    [Fact]
    public void Weigh_VariableInAResource_StandsForItsValueLiterally()
    {
        var own = Allow("s3:GetObject", "arn:aws:s3:::bucket/${aws:username}/*");

        Weigh(own).ShouldBe(Verdict.Allow);
        Weigh([own], "s3:GetObject", Reports, new RequestContext().With("aws:username", "*"))
            .ShouldBe(Verdict.ImplicitDeny);
        Weigh([own], "s3:GetObject", Reports, new RequestContext()).ShouldBe(Verdict.ImplicitDeny);
    }

    [Fact]
    public void Weigh_OldVersion_KnowsNoVariables()
    {
        var policy = PolicyDocument.Permissions(
            $$"""{"Version":"2008-10-17","Statement":{{Allow("s3:GetObject", "arn:aws:s3:::bucket/${aws:username}/*")}}}"""
        );

        PolicyEvaluation.Weigh([policy], "s3:GetObject", Reports, Context()).ShouldBe(Verdict.ImplicitDeny);
        PolicyEvaluation
            .Weigh([policy], "s3:GetObject", "arn:aws:s3:::bucket/${aws:username}/x", Context())
            .ShouldBe(Verdict.Allow);
    }

    private static string Allow(string action, string resource) =>
        $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""";

    private static Verdict Weigh(params string[] statements) => Weigh(statements, "s3:GetObject", Reports, Context());

    private static Verdict Weigh(string[] statements, string action, string resource, RequestContext context) =>
        PolicyEvaluation.Weigh(
            [
                PolicyDocument.Permissions(
                    $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}"""
                ),
            ],
            action,
            resource,
            context
        );

    private static RequestContext Context() =>
        new RequestContext()
            .With("s3:prefix", "reports/")
            .With("s3:max-keys", "100")
            .With("s3:delimiter", (string?)null)
            .With("aws:username", "reports")
            .With("aws:SecureTransport", "true")
            .With("aws:PrincipalArn", "arn:aws:iam::000000000000:role/commerce-analytics")
            .With("aws:CurrentTime", "2025-11-22T04:00:00Z")
            .With("aws:CalledVia", ["athena.amazonaws.com", "glue.amazonaws.com"]);
}
