namespace LocalAws.Tests.Clients;

/// <summary>
/// The AWS SDK for JavaScript, version 3, as it comes: each case is one of <c>tests/Clients/*.test.mjs</c>.
/// </summary>
public sealed class JavaScriptTests(JavaScriptSuite suite) : IClassFixture<JavaScriptSuite>
{
    public static TheoryData<string> Athena => [.. JavaScriptSuite.Cases("athena")];

    public static TheoryData<string> Glue => [.. JavaScriptSuite.Cases("glue")];

    public static TheoryData<string> S3 => [.. JavaScriptSuite.Cases("s3")];

    public static TheoryData<string> Sts => [.. JavaScriptSuite.Cases("sts")];

    [JavaScriptTheory]
    [MemberData(nameof(Athena))]
    public Task AthenaClient_Case_Passes(string name) => suite.CheckAsync("athena", name);

    [JavaScriptTheory]
    [MemberData(nameof(Glue))]
    public Task GlueClient_Case_Passes(string name) => suite.CheckAsync("glue", name);

    [JavaScriptTheory]
    [MemberData(nameof(S3))]
    public Task S3Client_Case_Passes(string name) => suite.CheckAsync("s3", name);

    [JavaScriptTheory]
    [MemberData(nameof(Sts))]
    public Task StsClient_Case_Passes(string name) => suite.CheckAsync("sts", name);
}
