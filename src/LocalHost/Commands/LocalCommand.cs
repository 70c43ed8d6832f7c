using System.CommandLine;
using DurableTask.Sqlite;
using FunctionsHost.Hosting;
using LocalAws;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// A command of this program: reads its inputs, refuses them with all problems at once, or does its work.
/// </summary>
internal abstract class LocalCommand : Command
{
    protected LocalCommand(string name, string description, params Option[] options)
        : base(name, description)
    {
        foreach (var option in options)
            Options.Add(option);
    }

    /// <summary>As it is typed: <c>run</c>, <c>bench scan</c>.</summary>
    private string FullName =>
        Parents.OfType<LocalCommand>().FirstOrDefault() is { } group ? $"{group.FullName} {Name}" : Name;

    /// <summary>Does the work.</summary>
    /// <param name="inputs">The command's options and settings.</param>
    /// <param name="cancellationToken">Cancelled when the user wants it to stop.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="InvalidInputException">Nothing was done.</exception>
    protected abstract Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken);

    public async Task<int> RunAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var error = inputs.Surroundings.Error;
        try
        {
            return await ExecuteAsync(inputs, cancellationToken);
        }
        catch (InvalidInputException e)
        {
            return Refuse(inputs.Surroundings, e.Problems);
        }
        catch (HostRefusedException e)
        {
            return Refuse(inputs.Surroundings, e.Problems);
        }
        catch (LocalAwsStartException e)
        {
            return Refuse(inputs.Surroundings, [e.Message]);
        }
        catch (PortInUseException e)
        {
            return Refuse(inputs.Surroundings, [$"{e.Message.TrimEnd('.')} with --port."]);
        }
        catch (StoreUnusableException e)
        {
            return Fail(inputs.Surroundings, $"Store{e.Fault}", e.Message, "");
        }
        catch (FailureException e)
        {
            return Fail(inputs.Surroundings, e.Failure.Code, e.Failure.Message, e.Failure.Advice);
        }
        catch (HostStateException e)
        {
            return Fail(inputs.Surroundings, e.Code, e.Message, e.Advice);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("stopped.");
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last stop before the runtime's own, which aborts the process with a code of its own.
        catch (Exception e)
#pragma warning restore CA1031
        {
            inputs.Surroundings.TellError($"something that {FullName} did not expect; this is what it knows of it:");
            error.WriteLine(e);
            return ExitCode.Failed;
        }
    }

    private static int Fail(Surroundings surroundings, string code, string message, string advice)
    {
        surroundings.TellError($"{code}: {message}");
        if (advice.Length > 0)
            surroundings.Error.WriteLine($"       {advice}");
        return ExitCode.Failed;
    }

    /// <summary>Shows all problems in one message.</summary>
    public int Refuse(Surroundings surroundings, IReadOnlyList<string> problems) =>
        Refusal.Tell(surroundings, FullName, $"{FullName} --help", problems);
}
