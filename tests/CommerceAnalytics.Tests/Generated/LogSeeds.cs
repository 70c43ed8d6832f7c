using System.Globalization;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>Which logs are generated, by environment variables: see docs/change/testing.md.</summary>
internal static class LogSeeds
{
    public const string FirstVariable = "COMMERCE_LOG_SEED";

    public const string CountVariable = "COMMERCE_LOGS";

    /// <summary>First seed. Default 1: the same logs on every machine.</summary>
    public static int First { get; } = Number(FirstVariable, 1);

    /// <summary>Number of logs. Default 100; 1 where only a first seed is given, to repeat that one.</summary>
    public static int Count { get; } =
        Number(CountVariable, Environment.GetEnvironmentVariable(FirstVariable) is null ? 100 : 1);

    /// <summary>How to see a log again.</summary>
    public static string Repeat(int seed) =>
        $"{FirstVariable}={seed} dotnet test tests/CommerceAnalytics.Tests --filter {nameof(GeneratedLogTests)}";

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;
}
