using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Tells of rules of a fault plan that were for no request: most often one is misspelt.</summary>
internal static class IdleFaults
{
    public static void Tell(OpenLake lake, Surroundings surroundings)
    {
        foreach (var rule in lake.IdleFaultRules())
            surroundings.TellWarning(
                $"{rule} of the fault plan matched nothing: see that its operation and target are spelled as docs/try/localaws-faults.md has them, and that something asks for them."
            );
    }
}
