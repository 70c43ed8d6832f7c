using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Http.OpenApi;

/// <summary>An address of the app, as its function's trigger has it.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Method">HTTP method, in capitals.</param>
/// <param name="Path">With the prefix of all functions, e.g. <c>/api/runs/{id}</c>.</param>
/// <param name="NeedsKey">Whether a caller must show a function key.</param>
internal sealed partial record ApiRoute(string Function, string Method, string Path, bool NeedsKey)
{
    /// <summary>The Functions host's own, as host.json leaves it.</summary>
    private const string Prefix = "/api/";

    /// <summary>All addresses of the app.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } = [.. Read(typeof(ApiRoute).Assembly)];

    /// <summary>Names in braces.</summary>
    public IEnumerable<string> Parameters => Braces().Matches(Path).Select(match => match.Groups["name"].Value);

    private static IEnumerable<ApiRoute> Read(Assembly app) =>
        from type in app.GetTypes()
        from function in type.GetMethods()
        let trigger = TriggerOf(function)
        where trigger is not null
        from method in trigger.Methods ?? []
        select new ApiRoute(
            function.GetCustomAttribute<FunctionAttribute>()!.Name,
            method.ToUpperInvariant(),
            Prefix + trigger.Route,
            trigger.AuthLevel != AuthorizationLevel.Anonymous
        );

    private static HttpTriggerAttribute? TriggerOf(MethodInfo function) =>
        function
            .GetParameters()
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(trigger => trigger is not null);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}
