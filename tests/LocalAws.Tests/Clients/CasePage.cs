using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using LocalAws.Tests.Faults;
using LocalAws.Tests.S3;
using LocalAws.Tests.Sts;

namespace LocalAws.Tests.Clients;

/// <summary>The case list of docs/try/localaws-clients.md, made from the suites themselves.</summary>
internal static partial class CasePage
{
    private const string Begin = "<!-- cases: made from the suites, see CasePageTests -->";
    private const string End = "<!-- end of cases -->";

    private static readonly Type[] DotNet =
    [
        typeof(ObjectTests),
        typeof(ListTests),
        typeof(MultipartTests),
        typeof(FolderMarkerTests),
        typeof(PresignedUrlTests),
        typeof(StsTests),
        typeof(RequestFaultTests),
    ];

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "try", "localaws-clients.md");

    /// <summary>
    /// Cases by client family, service and name; a case that runs over several inputs counts as many times.
    /// </summary>
    public static IReadOnlyList<(string Family, string Service, string Name, int Count)> Cases { get; } =
    [
        .. ((string[])["athena", "glue", "s3", "sts"]).SelectMany(f =>
            JavaScriptSuite.Cases(f).Select(name => ("AWS SDK for JavaScript", Services[f], name, 1))
        ),
        .. Methods(typeof(AwsCliTests), typeof(AwsCliS3Tests))
            .Select(m => ("AWS CLI", CliService(m.Name), Words(m.Name), 1)),
        .. DotNet.SelectMany(t =>
            Methods(t).Select(m => ("AWS SDK for .NET", t == typeof(StsTests) ? "STS" : "S3", Words(m.Name), Inputs(m)))
        ),
    ];

    private static Dictionary<string, string> Services =>
        new()
        {
            ["athena"] = "Athena",
            ["glue"] = "Glue",
            ["s3"] = "S3",
            ["sts"] = "STS",
        };

    /// <summary>The page as it should be: its own words, with the list as it is now.</summary>
    public static string Now(string page)
    {
        var (begin, end) = (
            page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
            page.IndexOf(End, StringComparison.Ordinal)
        );
        return page[..begin] + "\n\n" + Section() + "\n" + page[end..];
    }

    private static string Section()
    {
        var text = new StringBuilder(
            "| client | Athena | Glue | S3 | STS | cases |\n| --- | ---: | ---: | ---: | ---: | ---: |\n"
        );
        foreach (var family in Cases.GroupBy(c => c.Family))
            text.Append(
                $"| {family.Key} | {string.Join(" | ", Services.Values.Select(s => Sum(family.Where(c => c.Service == s))))} | {Sum(family)} |\n"
            );
        text.Append(
            $"| all | {string.Join(" | ", Services.Values.Select(s => Sum(Cases.Where(c => c.Service == s))))} | {Sum(Cases)} |\n"
        );
        foreach (var family in Cases.GroupBy(c => c.Family))
        {
            foreach (var service in family.GroupBy(c => c.Service).OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                text.Append($"\n### {family.Key}: {service.Key}\n\n");
                foreach (var operation in service.GroupBy(c => Operation().Match(c.Name).Value))
                {
                    var cases = operation.Select(c => Case(c.Name[operation.Key.Length..], c.Count));
                    text.Append($"- {operation.Key}{string.Join("; ", cases)}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Case(string name, int inputs)
    {
        var escaped = name.Replace("<", "&lt;", StringComparison.Ordinal);
        return inputs > 1 ? $"{escaped} ({inputs} inputs)" : escaped;
    }

    private static int Sum(IEnumerable<(string Family, string Service, string Name, int Count)> cases) =>
        cases.Sum(c => c.Count);

    private static IEnumerable<MethodInfo> Methods(params Type[] types) =>
        types
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(m => m.GetCustomAttribute<FactAttribute>() is not null)
            .OrderBy(m => m.MetadataToken);

    private static int Inputs(MethodInfo method) =>
        Math.Max(1, method.GetCustomAttributes<InlineDataAttribute>().Count());

    private static string CliService(string method) =>
        method[..2] == "S3" ? "S3"
        : method[..3] == "Sts" ? "STS"
        : method[..4] == "Glue" ? "Glue"
        : "Athena";

    // S3Cp_UpAndDown_IsTheSameFile: "S3Cp: up and down, is the same file".
    private static string Words(string method) =>
        method.Split('_') is [var what, var when, var then] ? $"{what}: {Spaced(when)}, {Spaced(then)}" : method;

    private static string Spaced(string name) => Hump().Replace(name, m => " " + m.Value.ToLowerInvariant()).Trim();

    // "GetObject: ranges": all cases of an operation stand in one line. Empty for a case of none.
    [GeneratedRegex("^([^:]*: )?")]
    private static partial Regex Operation();

    [GeneratedRegex("[A-Z](?![0-9])")]
    private static partial Regex Hump();
}
