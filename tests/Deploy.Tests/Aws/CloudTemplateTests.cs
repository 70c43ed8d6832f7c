using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Aws;

/// <summary>What deploy/aws makes beside the role: cfn-lint holds its form, these its meaning.</summary>
public sealed class CloudTemplateTests
{
    [Fact]
    public void ParameterTable_OfThePage_IsTheTemplates()
    {
        string[] head = ["| parameter | default | what it is |", "| --- | --- | --- |"];

        MadeTable.ShouldBeIn(
            Repository.Path("deploy", "aws", "README.md"),
            [.. head, .. CloudTemplate.Parameters.Children.Select(one => Row(one.Key, one.Value))]
        );
    }

    [Fact]
    public void Parameters_AllOfThem_AreDescribedAndHaveADefault()
    {
        CloudTemplate.Parameters.Children.Count.ShouldBeGreaterThan(20);
        foreach (var (name, parameter) in CloudTemplate.Parameters.Children)
        {
            parameter.Text("Description").ShouldNotBeNullOrEmpty($"{name} is not described");
            parameter.Text("Default").ShouldNotBeNull($"LocalAws reads the template with defaults: {name} has none");
        }
    }

    [Theory]
    [InlineData("IdentityProvider", "CreatesProvider", "true")]
    [InlineData("ResultsStore", "CreatesResultsBucket", "false")]
    [InlineData("ResultsStorePolicy", "CreatesResultsBucket", "false")]
    [InlineData("SummaryDatabase", "CreatesDatabase", "false")]
    [InlineData("AthenaWorkGroup", "CreatesWorkGroup", "false")]
    public void Resources_ThatMayBeThereAlready_AreMadeByParameter(string id, string condition, string byDefault)
    {
        CloudTemplate.Resource(id).Text("Condition").ShouldBe(condition);
        var parameter = condition.Replace("Creates", "Create", StringComparison.Ordinal);

        CloudTemplate.Parameters[parameter].Text("Default").ShouldBe(byDefault);
    }

    [Theory]
    [InlineData("IdentityProvider")]
    [InlineData("ResultsStore")]
    [InlineData("ResultsStorePolicy")]
    [InlineData("SummaryDatabase")]
    public void Resources_ThatOthersRelyOn_OutliveTheStack(string id)
    {
        CloudTemplate.Resource(id).Text("DeletionPolicy").ShouldBe("Retain");
        CloudTemplate.Resource(id).Text("UpdateReplacePolicy").ShouldBe("Retain");
    }

    [Fact]
    public void ResultsBucket_Created_IsEncryptedAndClosedToThePublic()
    {
        var bucket = CloudTemplate.Properties("ResultsStore");

        bucket["BucketEncryption"]
            ["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"]
            .Text("SSEAlgorithm")
            .ShouldBe("AES256");
        var block = (YamlMappingNode)bucket["PublicAccessBlockConfiguration"];
        block.Children.Count.ShouldBe(4);
        block.Children.Values.ShouldAllBe(value => value.ToString() == "true");
        bucket["OwnershipControls"]["Rules"][0].Text("ObjectOwnership").ShouldBe("BucketOwnerEnforced");
    }

    [Fact]
    public void ResultsBucket_Created_RefusesPlainHttpOnItselfAndAllInIt()
    {
        var statement = CloudTemplate.Properties("ResultsStorePolicy")["PolicyDocument"]["Statement"][0];

        statement.Text("Effect").ShouldBe("Deny");
        statement.Text("Principal").ShouldBe("*");
        statement.Text("Action").ShouldBe("s3:*");
        statement["Condition"]["Bool"].Text("aws:SecureTransport").ShouldBe("false");
        var resources = ((YamlSequenceNode)statement["Resource"]).Children.Select(one =>
            one.ToString().Split(":::")[^1]
        );
        resources.ShouldBe(["${ResultsBucket}", "${ResultsBucket}/*"]);
    }

    [Fact]
    public void ResultsBucket_Created_HasTheRulesOfTheFileAndNoOther()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.Path("deploy", "aws", "lifecycle.json")));
        var expected = file.RootElement.GetProperty("Rules").EnumerateArray().Select(OfFile).ToList();

        var rules = (YamlSequenceNode)CloudTemplate.Properties("ResultsStore")["LifecycleConfiguration"]["Rules"];

        expected.Count.ShouldBe(2);
        rules.Select(OfTemplate).ShouldBe(expected);
    }

    [Fact]
    public void QueryResults_Elsewhere_CanBeListedAndTriedByTheRole()
    {
        var list = CloudTemplate.Statement("ListQueryResults");
        list.Text("Action").ShouldBe("s3:ListBucket");
        list["Condition"]["StringLikeIfExists"].Text("s3:prefix").ShouldBe("${QueryResultsPrefix}*");

        var attempt = CloudTemplate.Statement("TryQueryResults");
        attempt.Text("Action").ShouldBe("s3:DeleteObject");
        attempt.Text("Resource")!.ShouldEndWith(":s3:::${QueryResultsBucket}/${QueryResultsPrefix}*");
    }

    [Fact]
    public void WorkGroup_Created_WritesWhereTheRulesClear()
    {
        var output = CloudTemplate
            .Properties("AthenaWorkGroup")["WorkGroupConfiguration"]["ResultConfiguration"]
            .Text("OutputLocation")!;
        var rules = CloudTemplate.Properties("ResultsStore")["LifecycleConfiguration"]["Rules"];

        output.ShouldBe($"s3://${{ResultsBucket}}/{rules[0].Text("Prefix")}");
    }

    // Id, prefix, days until objects expire, days until unfinished uploads do.
    private static (string?, string, int?, int?) OfTemplate(YamlNode rule)
    {
        rule.Text("Status").ShouldBe("Enabled");
        ((YamlMappingNode)rule).Children.TryGetValue("AbortIncompleteMultipartUpload", out var uploads);
        return (
            rule.Text("Id"),
            CloudTemplate.Filled(rule.Text("Prefix")!),
            Number(rule.Text("ExpirationInDays")),
            Number(uploads?.Text("DaysAfterInitiation"))
        );
    }

    private static (string?, string, int?, int?) OfFile(JsonElement rule)
    {
        rule.GetProperty("Status").GetString().ShouldBe("Enabled");
        return (
            rule.GetProperty("ID").GetString(),
            rule.GetProperty("Filter").GetProperty("Prefix").GetString()!,
            Number(rule, "Expiration", "Days"),
            Number(rule, "AbortIncompleteMultipartUpload", "DaysAfterInitiation")
        );
    }

    private static int? Number(JsonElement rule, string action, string days) =>
        rule.TryGetProperty(action, out var found) ? found.GetProperty(days).GetInt32() : null;

    private static int? Number(string? text) =>
        text is null ? null : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Row(YamlNode name, YamlNode parameter)
    {
        var value = parameter.Text("Default");
        var shown = string.IsNullOrEmpty(value) ? "empty" : $"`{value}`";
        return $"| `{name}` | {shown} | {parameter.Text("Description")} |";
    }
}
