using LocalAws.Iam.Documents;

namespace LocalAws.Tests.Iam;

public sealed class PolicyDocumentTests
{
    private const string Sound = "\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"";

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [InlineData(
        """{"Id":"x","Statement":[{"Sid":"One","Effect":"Deny","NotAction":["s3:*","glue:Get?able"],"NotResource":["arn:aws:s3:::b/*"]}]}"""
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a4b:Get","Resource":"*","Condition":{"Null":{"aws:x":true},"NumericEquals":{"s3:max-keys":[1,2]}}}]}"""
    )]
    public void Permissions_SoundDocument_IsRead(string json) =>
        PolicyDocument.Permissions(json).Statements.ShouldNotBeEmpty();

    [Theory]
    [InlineData("{", "Syntax errors in policy: *")]
    [InlineData("[]", "The policy must be a JSON object.")]
    [InlineData("{}", "The policy has no Statement.")]
    [InlineData("""{"Statement":[]}""", "The policy has no Statement.")]
    [InlineData(
        """{"Version":"2023-01-01","Statement":{""" + Sound + "}}",
        "The policy's Version is '2023-01-01' and must be 2012-10-17 or 2008-10-17."
    )]
    [InlineData(
        """{"Statment":[],"Statement":{""" + Sound + "}}",
        "The policy has the element 'Statment', which there is not here."
    )]
    [InlineData("""{"Statement":["x"]}""", "Statement 1 must be a JSON object.")]
    [InlineData(
        """{"Statement":{"Effect":"allow","Action":"s3:Get","Resource":"*"}}""",
        "Statement 1: Effect must be Allow or Deny."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Resource":"*"}}""",
        "Statement 1 must have either Action or NotAction."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get"}}""",
        "Statement 1 must have either Resource or NotResource."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get","NotAction":"s3:Get","Resource":"*"}}""",
        "Statement 1 must have either Action or NotAction."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}""",
        "Statement 1: the action 'GetObject' must be a service, a colon and a name, or *."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}""",
        "Statement 1: Action must be a text or a list of texts."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"s3://bucket/"}}""",
        "Statement 1: Resource s3://bucket/ must be in ARN format or \"*\"."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*","Principal":"*"}}""",
        "Statement 1 has the element 'Principal', which there is not here."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*","Condition":{"StringSame":{"a":"b"}}}}""",
        "Statement 1: there is no condition operator 'StringSame' here."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*","Condition":{"StringLike":"x"}}}""",
        "Statement 1: Condition must be an object of operators, each an object of keys and values."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*","Condition":{"StringLike":{"a":{}}}}}""",
        "Statement 1: values in a Condition must be texts, numbers or booleans."
    )]
    [InlineData(
        """{"Statement":[{"Sid":"A",""" + Sound + """},{"Sid":"A",""" + Sound + "}]}",
        "Statement IDs (SID) in a single policy must be unique: 'A' is not."
    )]
    [InlineData(
        """{"Statement":{"Effect":"Deny",""" + Sound + "}}",
        "Statement 1 has the element 'Effect' more than once."
    )]
    public void Permissions_WrongDocument_SaysWhatIsWrong(string json, string problem)
    {
        var e = Should.Throw<PolicyFormatException>(() => PolicyDocument.Permissions(json));

        e.Problems.Count.ShouldBe(1, string.Join('\n', e.Problems));
        e.Problems[0].ShouldStartWith(problem.TrimEnd('*').TrimEnd());
    }

    [Fact]
    public void Permissions_ManyProblems_AreAllInOneMessage() =>
        Should
            .Throw<PolicyFormatException>(() =>
                PolicyDocument.Permissions(
                    """{"Version":"1","Statement":[{"Effect":"No"},{"Action":"x","Resource":"y"}]}"""
                )
            )
            .Problems.Count.ShouldBe(7);

    [Theory]
    [InlineData("""{"AWS":["arn:aws:iam::000000000000:root","123456789012"]}""", 2)]
    [InlineData("""{"Federated":"arn:aws:iam::000000000000:oidc-provider/login.example"}""", 1)]
    [InlineData("\"*\"", 1)]
    public void Trust_SoundDocument_NamesPrincipals(string principal, int count) =>
        PolicyDocument
            .Trust(
                $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{{principal}}} }}"""
            )
            .Statements[0]
            .Principals.Count.ShouldBe(count);

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole"}""", "Statement 1 has no Principal.")]
    [InlineData(
        """{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"me"}""",
        "Statement 1: Principal must be * or an object of AWS, Federated, Service, CanonicalUser."
    )]
    [InlineData(
        """{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*"}""",
        "Statement 1 has the element 'Resource', which there is not here."
    )]
    public void Trust_WrongDocument_SaysWhatIsWrong(string statement, string problem) =>
        Should
            .Throw<PolicyFormatException>(() => PolicyDocument.Trust($$"""{"Statement":{{statement}} }"""))
            .Problems.ShouldBe([problem]);
}
