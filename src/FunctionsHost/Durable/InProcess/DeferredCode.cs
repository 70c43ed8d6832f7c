using DurableTask.Core;

namespace FunctionsHost.Durable.InProcess;

/// <summary>
/// Gives the engine an empty shell for every name. The engine asks for code before the middlewares run, which know the
/// function and, for an orchestration, its parent: a worker in the same process fills the shell there, an isolated one
/// has no use for it.
/// </summary>
/// <param name="shell">Makes one.</param>
internal sealed class DeferredCode<T>(Func<T> shell) : INameVersionObjectManager<T>
{
    public void Add(ObjectCreator<T> creator) =>
        throw new NotSupportedException("Code comes from the app's worker, not from here.");

    public T GetObject(string name, string? version) => shell();
}
