using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Functions.Refreshes;

namespace CommerceAnalytics.Functions.Tests.Refreshes;

public class OldVersionsTests
{
    private static readonly VersionState[] States = Enum.GetValues<VersionState>();

    [Fact]
    public void Of_EverySequenceOfStates_NamesOnlyOlderOnesThatNobodyNeeds()
    {
        foreach (var states in Sequences(5))
        {
            for (
                var (live, keep) = (0, 1);
                live < states.Count;
                (live, keep) = keep == 3 ? (live + 1, 1) : (live, keep + 1)
            )
                Hold(states, live, keep);
        }
    }

    [Fact]
    public void Of_LiveTableShowsNoneOfThem_NamesNone() =>
        OldVersions.Of(Versions([VersionState.Published, VersionState.Withdrawn]), "s3://b/other/", 1).ShouldBeEmpty();

    private static void Hold(IReadOnlyList<VersionState> states, int live, int keep)
    {
        var versions = Versions(states);
        var gone = OldVersions
            .Of(versions, versions[live].Location, keep)
            .Select(version => versions.IndexOf(version))
            .ToHashSet();
        var about = $"{string.Join(", ", states)}; {live} is live, {keep} are kept, {string.Join(", ", gone)} go";
        gone.ShouldAllBe(index => index > live, about);
        gone.ShouldNotContain(index => states[index] == VersionState.Started, about);
        var older = Enumerable.Range(live + 1, states.Count - live - 1).ToList();
        older
            .Where(index => states[index] == VersionState.Published && !gone.Contains(index))
            .ShouldBe(older.Where(index => states[index] == VersionState.Published).Take(keep - 1), about);
        older
            .Where(index => states[index] is VersionState.Checked or VersionState.Withdrawn or VersionState.Removed)
            .ShouldBeSubsetOf(gone, about);
    }

    private static List<TableVersion> Versions(IReadOnlyList<VersionState> newestFirst) =>
        [
            .. newestFirst.Select(
                (state, n) =>
                    new TableVersion("t", new DateOnly(2025, 10, 28), "r", $"s3://b/{n}/", 1, default) { State = state }
            ),
        ];

    private static IEnumerable<IReadOnlyList<VersionState>> Sequences(int most) =>
        most == 0
            ?
            [
                [],
            ]
            : Sequences(most - 1)
                .SelectMany(shorter =>
                    shorter.Count == most - 1
                        ? States.Select(IReadOnlyList<VersionState> (state) => [.. shorter, state]).Prepend(shorter)
                        : [shorter]
                );
}
