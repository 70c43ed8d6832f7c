using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace StandIns.Tests.AzureFunctions;

public class DurableContractTests
{
    [Fact]
    public void TaskName_OtherCase_IsTheSame()
    {
        (new TaskName("PrepareRun") == "PREPARERUN").ShouldBeTrue();
        new TaskName("PrepareRun").GetHashCode().ShouldBe(new TaskName("preparerun").GetHashCode());
        ((TaskName)"").ShouldBe(default);
    }

    [Fact]
    public void RetryPolicy_Defaults_AreTheOfficialOnes()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1));

        policy.BackoffCoefficient.ShouldBe(1.0);
        policy.MaxRetryInterval.ShouldBe(TimeSpan.FromHours(1));
        policy.RetryTimeout.ShouldBe(Timeout.InfiniteTimeSpan);
        policy.Handle(new TimeoutException()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 1, 1.0, 60)]
    [InlineData(3, 0, 1.0, 60)]
    [InlineData(3, 1, 0.9, 60)]
    [InlineData(3, 61, 1.0, 60)]
    public void RetryPolicy_OutOfRange_Throws(int attempts, int first, double coefficient, int longest) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new RetryPolicy(attempts, TimeSpan.FromSeconds(first), coefficient, TimeSpan.FromSeconds(longest)));

    [Fact]
    public void RetryPolicy_HandleFailure_SeesTheTasksFailure()
    {
        var details = new TaskFailureDetails("System.TimeoutException", "late", null, null, null);
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };

        policy.Handle(new TaskFailedException("Work", 0, details)).ShouldBeTrue();
        policy.Handle(new TaskFailedException("Work", 0, details with { ErrorType = "System.IO.IOException" })).ShouldBeFalse();
    }

    [Fact]
    public void TaskFailedException_Message_NamesTaskNumberAndFailure()
    {
        new TaskFailedException("Work", 7, new TimeoutException("late")).Message.ShouldBe("Task 'Work' (#7) failed with an unhandled exception: late");
        new TaskFailedException("Work", 7, new TimeoutException("late")).FailureDetails.ErrorType.ShouldBe("System.TimeoutException");
    }

    [Fact]
    public void IsCausedBy_BaseTypeAndCause_MatchesTheTypeNotTheCause()
    {
        var details = TaskFailureDetails.FromException(new InvalidDataException("bad", new TimeoutException("late")));

        details.IsCausedBy<InvalidDataException>().ShouldBeTrue();
        details.IsCausedBy<SystemException>().ShouldBeTrue();
        details.IsCausedBy<TimeoutException>().ShouldBeFalse();
        details.InnerFailure!.IsCausedBy<TimeoutException>().ShouldBeTrue();
        Should.Throw<ArgumentException>(() => details.IsCausedBy(typeof(string)));
        new TaskFailureDetails("No.Such.Type", "", null, null, null).IsCausedBy<Exception>().ShouldBeFalse();
    }

    [Fact]
    public void WithInstanceId_OfRetryOptions_KeepsTheRetries()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))).WithInstanceId("child");

        options.InstanceId.ShouldBe("child");
        options.Retry!.Policy!.MaxNumberOfAttempts.ShouldBe(3);
        new SubOrchestrationOptions((TaskOptions)options).InstanceId.ShouldBe("child");
    }

    [Fact]
    public void WithDedupeStatuses_Named_AreKeptAsText() => new StartOrchestrationOptions("one")
        .WithDedupeStatuses(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending)
        .DedupeStatuses.ShouldBe(["Running", "Pending"]);

    [Fact]
    public void Registry_NameTwice_IsRefused()
    {
        var registry = new DurableTaskRegistry().AddOrchestratorFunc("Run", _ => Task.CompletedTask);

        Should.Throw<ArgumentException>(() => registry.AddOrchestratorFunc("RUN", _ => Task.CompletedTask));
        registry.GetOrchestrators().Single().Key.ShouldBe(new TaskName("Run"));
        registry.GetActivities().ShouldBeEmpty();
    }

    [Fact]
    public void Registry_NoName_IsRefused() =>
        Should.Throw<ArgumentException>(() => new DurableTaskRegistry().AddOrchestratorFunc("", _ => Task.CompletedTask));

    [Fact]
    public void OrchestrationMetadata_NotFetchedInFull_RefusesToRead()
    {
        var metadata = new OrchestrationMetadata("Run", "one") { RuntimeStatus = OrchestrationRuntimeStatus.Terminated, SerializedOutput = "1" };

        metadata.IsCompleted.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => metadata.ReadOutputAs<int>());
    }

    [Fact]
    public void JsonDataConverter_Default_KeepsNamesAndFields()
    {
        var converter = JsonDataConverter.Default;

        converter.Serialize(new { Name = "x" }).ShouldBe("""{"Name":"x"}""");
        converter.Serialize((1, 2)).ShouldBe("""{"Item1":1,"Item2":2}""");
        converter.Serialize(null).ShouldBeNull();
        converter.Deserialize<int>(null).ShouldBe(0);
    }

    [Fact]
    public async Task Pageable_SeveralPages_GivesAllValuesAndEachPage()
    {
        var pageable = Pageable.Create<string>((token, size, _) => Task.FromResult(token switch
        {
            null => new Page<string>(["a", "b"], "next"),
            _ => new Page<string>([$"{token}{size}"]),
        }));

        (await pageable.ToListAsync()).ShouldBe(["a", "b", "next"]);
        (await pageable.AsPages("last", 5).SelectMany(page => page.Values).ToListAsync()).ShouldBe(["last5"]);
    }
}
