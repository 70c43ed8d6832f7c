using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Operations.Verification;
using FunctionsHost.Timers;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>verify</c>: says what is wrong with a deployment and how to mend it.</summary>
internal sealed class VerifyCommand : LocalCommand
{
    public VerifyCommand()
        : base(
            "verify",
            "Checks a deployment by calls that harm nothing. Settings, schedule, identity, role, workgroup, buckets, databases, events table, rights, tables and runs. Exit code 1 when something is wrong.",
            CommonOptions.LakeToAsk,
            AwsConnection.Deployed,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = AwsConnection.LakeOf(inputs);
        var settings = inputs.Settings();
        var json = inputs.JsonTarget();
        inputs.Refuse();

        var time = inputs.Surroundings.Time;
        await using var aws = await AwsConnection.OpenAsync(lake, settings, time, cancellationToken);
        var found = await aws.Get<Verifier>().RunAsync(cancellationToken);
        var report = new VerificationReport([
            new("settings", VerifiedStatus.Ok, "sound"),
            Schedule(settings, time),
            .. found.Checks,
        ]);
        await Findings.PrintAsync(
            inputs.Surroundings,
            json,
            report.Json(),
            console => new VerifyDisplay(console).Show(report)
        );
        return report.Status == VerifiedStatus.Wrong ? ExitCode.Failed : ExitCode.Done;
    }

    private static Verified Schedule(LocalSettings settings, TimeProvider time)
    {
        const string check = "schedule";
        var text = settings.Values.GetValueOrDefault(SettingsSchema.Schedule) ?? "";
        var now = time.GetUtcNow();
        if (TimerSchedule.Parse(text) is not { } schedule || schedule.Next(now) == TimerSchedule.Never)
            return new(
                check,
                VerifiedStatus.Wrong,
                $"{SettingsSchema.Schedule} is '{text}', which never fires",
                "Give six fields, second first, e.g. 0 0 4 * * * for 04:00 UTC."
            );
        var next = schedule.Next(now);
        var isRare = schedule.Next(next) - next > TimeSpan.FromHours(25);
        return new(
            check,
            isRare ? VerifiedStatus.Warn : VerifiedStatus.Ok,
            $"next {next:yyyy-MM-dd HH:mm}Z",
            isRare
                ? "It does not fire every day: days without a run get no tables of their own, and the alert rule for missed nights will fire."
                : ""
        );
    }
}
