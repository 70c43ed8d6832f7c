namespace FunctionsHost.Isolated.Rpc;

/// <summary>Gives invocations their inputs.</summary>
internal static class InvocationInputs
{
    /// <summary>Adds the value of a parameter.</summary>
    public static void AddInput(this InvocationRequest request, string parameter, TypedData value)
    {
        var binding = new ParameterBinding { Name = parameter, Data = value };
        request.InputData.Add(binding);
    }
}
