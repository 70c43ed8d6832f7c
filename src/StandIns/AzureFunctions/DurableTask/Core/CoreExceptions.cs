namespace DurableTask.Core.Exceptions;

/// <summary>The orchestrator did something else than its history says.</summary>
public class NonDeterministicOrchestrationException : Exception
{
    /// <summary>Without a message.</summary>
    public NonDeterministicOrchestrationException()
    {
    }

    /// <summary>With a message.</summary>
    public NonDeterministicOrchestrationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public NonDeterministicOrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>There is an instance of that id in a state that forbids another.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <summary>Without a message.</summary>
    public OrchestrationAlreadyExistsException()
    {
    }

    /// <summary>With a message.</summary>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
