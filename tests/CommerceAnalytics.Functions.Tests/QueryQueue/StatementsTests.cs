using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Events;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Functions.Tests.QueryQueue;

/// <summary>A new kind of statement is one class and one registration: nothing in the queue knows of it.</summary>
public sealed class StatementsTests
{
    private static readonly Statement Days = Counts.Of("days", ["2025-10-27", "2025-10-28"]);

    private readonly Pipeline _pipeline = new();

    [Fact]
    public async Task Submit_StatementOfANewKind_RunsWhatItsKindRenders()
    {
        var counts = new Counts();

        var outcome = await SubmitAsync(Days, kinds: counts);

        outcome.Failure.ShouldBeNull();
        _pipeline.Athena.Queries.Single().Sql.ShouldBe("SELECT count(*) FROM days -- 2025-10-27 2025-10-28");
        counts.Said.ShouldBe(["started days", $"days is {outcome.Result}"]);
    }

    [Fact]
    public async Task Submit_SameStatementAndAttemptTwice_IsOneQuery()
    {
        var first = await SubmitAsync(Days);
        var again = await SubmitAsync(Days);
        var second = await SubmitAsync(Days, attempt: 2);
        var other = await SubmitAsync(Days with { Key = "other days" });

        again.ShouldBe(first);
        new[] { first, second, other }.Select(outcome => outcome.Result).ShouldBeUnique();
    }

    [Fact]
    public async Task Submit_KindThatNobodyRegistered_SaysWhich()
    {
        var wrong = await Should.ThrowAsync<InvalidOperationException>(() => SubmitAsync(Days with { Kind = "guess" }));

        wrong.Message.ShouldBe("No IStatements of kind 'guess' is registered.");
        _pipeline.Athena.Submissions.ShouldBe(0);
    }

    private Task<Outcome<string>> SubmitAsync(Statement statement, int attempt = 1, Counts? kinds = null)
    {
        var activities = new QueryActivities(
            _pipeline.Athena,
            [kinds ?? new()],
            new RoleSessionName(),
            NullLogger<QueryActivities>.Instance
        );
        var run = new RunScope(
            "commerce-2025-10-28",
            "commerce-2025-10-28-0a1b2c3d",
            Pipeline.Today,
            Force: false,
            _pipeline.Settings,
            EventsTableFit.Documented
        );
        return activities.SubmitAsync(new(run, statement, attempt), CancellationToken.None);
    }

    private sealed class Counts : IStatements
    {
        public string Kind => "count";

        public List<string> Said { get; } = [];

        public static Statement Of(string key, IReadOnlyList<string> days) =>
            new("count", key, "count", "the log", Statement.Pack(days));

        public string Sql(SubmitInput input) =>
            $"SELECT count(*) FROM days -- {string.Join(' ', input.Statement.Unpack<IReadOnlyList<string>>())}";

        public Task StartAsync(SubmitInput input, CancellationToken cancellationToken)
        {
            Said.Add($"started {input.Statement.Key}");
            return Task.CompletedTask;
        }

        public Task NameQueryAsync(SubmitInput input, string queryExecutionId, CancellationToken cancellationToken)
        {
            Said.Add($"{input.Statement.Key} is {queryExecutionId}");
            return Task.CompletedTask;
        }
    }
}
