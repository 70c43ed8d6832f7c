using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsHost.InProcess.Functions;

/// <summary>A function that is ready to run.</summary>
/// <param name="trigger">The value of the trigger's parameter.</param>
/// <param name="http">The request, for a function with an HTTP trigger; its answer is then written, too.</param>
/// <returns>What the function gave; null for nothing.</returns>
internal delegate Task<object?> PreparedFunction(object? trigger, HttpContext? http);

/// <summary>Runs functions, each invocation in a scope of services of its own.</summary>
/// <param name="services">
/// Gives the app's services: functions are made ready, and so checked, before the app is.
/// </param>
/// <param name="client">Gives the task hub's client: the hub is made after the functions are.</param>
/// <param name="newId">Gives invocation ids.</param>
/// <param name="stopping">Fires when the host can wait no longer for functions to end.</param>
internal sealed class FunctionInvoker(
    Func<IServiceProvider> services,
    Func<DurableTaskClient> client,
    Func<Guid> newId,
    CancellationToken stopping
)
{
    /// <summary>A function made ready: parameters bound, construction planned.</summary>
    public PreparedFunction Prepare(FunctionMethod function)
    {
        var sources = ParameterBinding.For(function);
        var read = FunctionResult.ReaderFor(function.Method.ReturnType);
        LocalFunctionDefinition definition = new(function);
        ObjectFactory? create = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Class, []);
        return async (trigger, http) =>
        {
            await using var scope = services().CreateAsyncScope();
            var context = NewContext(definition, scope.ServiceProvider, http);
            using var span = InvocationSpan.Start(function, context);
            Invocation invocation = new(context, trigger, client, http);
            await using var owned = new FunctionInstance(create?.Invoke(scope.ServiceProvider, []));
            var value = await span.WatchAsync(() => read(Call(function.Method, owned.Value, sources, invocation)));
            // The answer is written while the scope lives: results take services from the request.
            if (http is not null && value is IResult answer)
                await answer.ExecuteAsync(http);
            return value;
        };
    }

    private LocalFunctionContext NewContext(
        LocalFunctionDefinition definition,
        IServiceProvider scoped,
        HttpContext? http
    )
    {
        var cancelled = http is null ? stopping : http.RequestAborted;
        LocalFunctionContext context = new(definition, newId(), scoped, cancelled);
        if (http is null)
            return context;
        context.Items[LocalFunctionContext.HttpContextItem] = http;
        http.RequestServices = scoped;
        return context;
    }

    private static object? Call(
        MethodInfo method,
        object? instance,
        Func<Invocation, object?>[] sources,
        Invocation invocation
    ) =>
        method.Invoke(
            instance,
            BindingFlags.DoNotWrapExceptions,
            binder: null,
            Array.ConvertAll(sources, source => source(invocation)),
            culture: null
        );

    /// <summary>
    /// Disposes of a function class after use: it is made outside of the container, which therefore does not.
    /// </summary>
    private sealed class FunctionInstance(object? value) : IAsyncDisposable
    {
        public object? Value => value;

        public async ValueTask DisposeAsync()
        {
            if (value is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                (value as IDisposable)?.Dispose();
        }
    }
}
