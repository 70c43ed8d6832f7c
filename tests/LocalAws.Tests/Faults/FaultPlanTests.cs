using LocalAws.Faults;

namespace LocalAws.Tests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void Parse_WhatToJsonWrote_IsThePlan()
    {
        var plan = new FaultPlan
        {
            Seed = 7,
            Rules =
            [
                new()
                {
                    Fault = FaultKind.LoseAnswer,
                    Service = "glue",
                    Operation = "UpdateTable",
                    Every = 3,
                    Count = 2,
                },
                new()
                {
                    Fault = FaultKind.QueryFailure,
                    LeaveFiles = true,
                    Probability = 0.25,
                },
            ],
        };

        var read = FaultPlan.Parse(plan.ToJson());

        read.Seed.ShouldBe(7);
        read.Rules.ShouldBe(plan.Rules);
    }

    [Fact]
    public void Parse_WrittenByHand_ReadsSnakeCaseCommentsAndTrailingCommas()
    {
        var plan = FaultPlan.Parse(
            """
            {
              "seed": 1, // any number
              "rules": [ { "fault": "delete_errors", "target": "shop/2025/*", "fraction": 1, }, ],
            }
            """
        );

        plan.Rules.ShouldHaveSingleItem()
            .ShouldBe(
                new FaultRule
                {
                    Fault = FaultKind.DeleteErrors,
                    Target = "shop/2025/*",
                    Fraction = 1,
                }
            );
    }

    [Fact]
    public void Parse_ManyProblems_NamesThemAllWithTheirRules()
    {
        var refusal = Should.Throw<FaultPlanException>(() =>
            FaultPlan.Parse(
                """
                { "rules": [ { "fault": "throttle", "service": "ec2", "nth": 0, "every": 2 },
                             { "fault": "error", "probability": 1.5, "status": 200, "page_size": 0, "seconds": -1 } ] }
                """
            )
        );

        refusal.Problems.ShouldBe([
            "Rule 1 of the fault plan: service 'ec2' must be athena, glue, s3 or sts.",
            "Rule 1 of the fault plan: only one of probability, nth and every can be given.",
            "Rule 1 of the fault plan: nth 0 must be at least 1.",
            "Rule 2 of the fault plan: probability 1.5 must be from 0 to 1.",
            "Rule 2 of the fault plan: seconds -1 must be from 0 to 3600.",
            "Rule 2 of the fault plan: page_size 0 must be from 1 to 1000.",
            "Rule 2 of the fault plan: status 200 must be from 400 to 599.",
            "Rule 2 of the fault plan: the fault error needs a code.",
        ]);
    }

    [Fact]
    public void Parse_NamesThatNobodyKnows_AreToldAtOnceWithThoseThatThereAre()
    {
        var refusal = Should.Throw<FaultPlanException>(() =>
            FaultPlan.Parse(
                """
                { "sed": 7, "rules": [ { "fault": "explode", "targt": "a.b" }, { "nth": "two", "code": 5 }, 3 ] }
                """
            )
        );

        refusal.Problems.Count.ShouldBe(7);
        refusal.Problems.ShouldContain("The fault plan has no member 'sed': it has seed and rules.");
        refusal.Problems.ShouldContain(problem =>
            problem.StartsWith(
                "Rule 1 of the fault plan: fault \"explode\" must be one of delay, throttle, ",
                StringComparison.Ordinal
            )
        );
        refusal.Problems.ShouldContain(problem =>
            problem.StartsWith(
                "Rule 1 of the fault plan: there is no member 'targt'; a rule has fault, ",
                StringComparison.Ordinal
            )
        );
        refusal.Problems.ShouldContain("Rule 2 of the fault plan: nth \"two\" must be a whole number.");
        refusal.Problems.ShouldContain("Rule 2 of the fault plan: code 5 must be a text.");
        refusal.Problems.ShouldContain(problem =>
            problem.StartsWith(
                "Rule 2 of the fault plan: it has no fault: name one of delay, ",
                StringComparison.Ordinal
            )
        );
        refusal.Problems.ShouldContain("Rule 3 of the fault plan: it must be an object with a fault.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"rules": null}""")]
    [InlineData("""{"rules": [null]}""")]
    [InlineData("""{"rules": [{}]}""")]
    [InlineData("""{"rules": [{"fault": "explode"}]}""")]
    [InlineData("""{"rules": [{"fault": 3}]}""")]
    [InlineData("""{"rules": [{"fault": "drop", "operaton": "GetTable"}]}""")]
    public void Parse_NoPlan_IsRefused(string json) => Should.Throw<FaultPlanException>(() => FaultPlan.Parse(json));
}
