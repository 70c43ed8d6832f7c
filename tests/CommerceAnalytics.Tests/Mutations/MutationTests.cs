using System.Collections.Concurrent;
using CommerceAnalytics.Tests.Generated;
using Xunit.Abstractions;

namespace CommerceAnalytics.Tests.Mutations;

/// <summary>
/// Who tests the tests: small faults are planted in the statements, and the comparison with the oracle must tell each.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    // All of them take minutes: tests/mutations/run. A build looks at one in so many.
    private const int OneIn = 40;

    // Where lines go as they come, beside the test's output, which is shown at its end.
    private static readonly string? ReportFile = Environment.GetEnvironmentVariable("COMMERCE_MUTATIONS_REPORT");

    // "all", or what the names of some begin with: overview.sql, say.
    private static readonly string? Asked = Environment.GetEnvironmentVariable("COMMERCE_MUTATIONS");

    [Fact]
    public async Task Mutations_OfTheStatements_AreCaught()
    {
        var mutations = SummaryMutations.All.Where(IsAsked).ToList();
        using var detectors = await Detectors.OfAsync(Tables());
        var caught = new ConcurrentDictionary<Mutation, string?>();
        await Parallel.ForEachAsync(
            mutations,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (mutation, _) =>
            {
                caught[mutation] = await detectors.CaughtByAsync(mutation);
                Report($"{caught[mutation] ?? "not caught"} <= {mutation.Name}");
            }
        );

        var refused = caught.Values.Count(by => by?.StartsWith("refused", StringComparison.Ordinal) == true);
        var left = mutations.Where(mutation => caught[mutation] is null).Select(mutation => mutation.Name).ToList();
        Report(
            $"{mutations.Count} mutations: {mutations.Count - refused - left.Count} gave other rows, {refused} were refused, {left.Count} were not caught, {left.Count(Equivalents.Reasons.ContainsKey)} of them with a reason."
        );
        left.Except(Equivalents.Reasons.Keys).ShouldBeEmpty("Not caught, and no reason in equivalents.txt.");
        mutations
            .Select(mutation => mutation.Name)
            .Where(Equivalents.Reasons.ContainsKey)
            .Except(left)
            .ShouldBeEmpty("Caught, though equivalents.txt has a reason why not.");
    }

    private static bool IsAsked(Mutation mutation, int i) =>
        string.IsNullOrEmpty(Asked)
            ? i % OneIn == 0 && !Equivalents.Reasons.ContainsKey(mutation.Name)
            : Asked == "all" || mutation.Name.StartsWith(Asked, StringComparison.Ordinal);

    [Fact]
    public void Equivalents_EachOfThem_IsStillAMutation() =>
        Equivalents.Reasons.Keys.Except(SummaryMutations.All.Select(mutation => mutation.Name)).ShouldBeEmpty();

    [Fact]
    public void All_Mutations_AreMany() => SummaryMutations.All.Count.ShouldBeGreaterThan(500);

    private void Report(string line)
    {
        lock (output)
        {
            output.WriteLine(line);
            if (ReportFile is not null)
                File.AppendAllLines(ReportFile, [line]);
        }
    }

    // Of the logs that every build compares with the oracle: the aimed ones, and the first eight of each table of
    // generated ones.
    private static IEnumerable<IReadOnlyList<GeneratedLog>> Tables() =>
        [
            AimedLogs.All,
            .. Enumerable
                .Range(1, 100)
                .Where(seed => seed % GeneratedLog.InOneTable < 8)
                .GroupBy(seed => seed / GeneratedLog.InOneTable)
                .Select(seeds => seeds.Select(GeneratedLog.Of).ToList()),
        ];
}
