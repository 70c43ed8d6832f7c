using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>
/// Runs the app's orchestrators and activities, found by their attributes, in virtual time: no thread, no wait. Every
/// instance is replayed from its history when it ends, and everything that is passed on goes through JSON, as under the worker.
/// </summary>
internal sealed class VirtualHub
{
    private readonly PriorityQueue<Action, (DateTime At, int Order)> agenda = new();
    private readonly Dictionary<string, MethodInfo> functions = VirtualFunctions.Find();
    private readonly FakeTimeProvider time;
    private readonly IServiceProvider services;
    private int order;

    public VirtualHub(FakeTimeProvider time, Func<VirtualHub, IServiceProvider> services)
    {
        this.time = time;
        this.services = services(this);
        Client = new VirtualClient(this);
    }

    public Dictionary<string, VirtualInstance> Instances { get; } = [];

    public VirtualClient Client { get; }

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public TimeSpan ActivityLatency { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Names of the activities that ran, in order.</summary>
    public List<string> Activities { get; } = [];

    public VirtualInstance Start(string name, string? input, string id, (VirtualInstance, int)? calledBy = null)
    {
        var instance = new VirtualInstance { Id = id, Name = name, Input = input, CreatedAt = Now, CalledBy = calledBy };
        id.Length.ShouldBeLessThanOrEqualTo(100);
        Instances[id] = instance;
        Tell(instance, new(Now, Kind.Begun));
        return instance;
    }

    public void StartChild(VirtualInstance parent, int taskId, string name, string? input, string id) => Start(name, input, id, (parent, taskId));

    public void StartActivity(VirtualInstance instance, int taskId, string name, string? input) => At(Now + ActivityLatency, () =>
    {
        Activities.Add(name);
        try
        {
            var result = VirtualFunctions.Invoke(functions[name], services, input, Client);
            Tell(instance, new(Now, Kind.Done, taskId, Json: Json.Text(result)));
        }
        catch (InvalidOperationException e)
        {
            Tell(instance, new(Now, Kind.Done, taskId, Error: e.Message));
        }
    });

    public void SendEvent(string id, string name, string json) => At(Now, () =>
    {
        if (Instances.TryGetValue(id, out var instance))
            Tell(instance, new(Now, Kind.Event, Name: name, Json: json));
    });

    public void At(DateTime at, Action action) => agenda.Enqueue(action, (at, order++));

    /// <summary>Lets time pass until nothing is left to do, or the condition holds.</summary>
    public void Run(Func<bool>? until = null)
    {
        while (until?.Invoke() != true && agenda.TryDequeue(out var action, out var due))
        {
            if (due.At > Now)
                time.SetUtcNow(new DateTimeOffset(due.At, TimeSpan.Zero));
            action();
        }
    }

    public void Tell(VirtualInstance instance, HistoryItem item) => At(Now, () =>
    {
        if (instance.IsCompleted)
            return;
        instance.History.Add(item with { At = Now });
        instance.UpdatedAt = Now;
        Turn(instance);
    });

    public void Terminate(string id) => Instances[id].Status = OrchestrationRuntimeStatus.Terminated;

    private void Turn(VirtualInstance instance)
    {
        instance.Status = OrchestrationRuntimeStatus.Running;
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        if (instance.Live is { } live)
            live.Context.Deliver(instance.History[^1]);
        else
            instance.Live = Replay(instance, isCheck: false);
        var (context, work) = instance.Live.Value;
        if (context.IsAnew || work.IsCompleted)
            Replay(instance, isCheck: true);
        SynchronizationContext.SetSynchronizationContext(before);
        if (context.IsAnew)
            Renew(instance, context);
        else if (work.IsCompleted)
            End(instance, work);
    }

    private (VirtualContext Context, Task Work) Replay(VirtualInstance instance, bool isCheck)
    {
        var context = new VirtualContext(this, instance, isCheck);
        context.Deliver(instance.History[0]);
        var work = (Task)functions[instance.Name].Invoke(null, [context])!;
        foreach (var item in instance.History.Skip(1))
            context.Deliver(item);
        return (context, work);
    }

    private void Renew(VirtualInstance instance, VirtualContext context)
    {
        instance.Generation++;
        instance.Live = null;
        instance.Input = context.NewInput;
        instance.Actions.Clear();
        instance.History = [];
        Tell(instance, new(Now, Kind.Begun));
        foreach (var item in context.Unread.ToList())
            Tell(instance, item);
    }

    private void End(VirtualInstance instance, Task work)
    {
        instance.Status = work.IsFaulted ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed;
        instance.Error = work.Exception?.InnerException?.Message;
        var type = work.GetType();
        var result = work.IsFaulted || !type.IsGenericType ? null : type.GetProperty("Result")!.GetValue(work);
        instance.Output = work.IsFaulted ? instance.Error : Json.Text(result);
        if (instance.CalledBy is { } caller)
            Tell(caller.Parent, new(Now, Kind.Done, caller.TaskId, Json: work.IsFaulted ? null : instance.Output, Error: instance.Error));
    }
}

/// <summary>JSON as the Durable client and worker write it.</summary>
internal static class Json
{
    public static string? Text(object? value) => JsonDataConverter.Default.Serialize(value);

    public static T Value<T>(string? text) => JsonDataConverter.Default.Deserialize<T>(text)!;
}

/// <summary>The functions of the app, as the worker finds them.</summary>
internal static class VirtualFunctions
{
    public static Dictionary<string, MethodInfo> Find() => typeof(CommerceAnalyticsApp).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.OrdinalIgnoreCase);

    public static object? Invoke(MethodInfo method, IServiceProvider services, string? input, DurableTaskClient client)
    {
        var target = method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, input, client)).ToArray();
        var task = (Task)method.Invoke(target, arguments)!;
        task.IsCompleted.ShouldBeTrue("the fakes answer at once");
        task.GetAwaiter().GetResult();
        return task.GetType().GetProperty("Result")!.GetValue(task);
    }

    private static object? Argument(ParameterInfo parameter, string? input, DurableTaskClient client) => parameter switch
    {
        _ when parameter.GetCustomAttribute<ActivityTriggerAttribute>() is not null =>
            JsonDataConverter.Default.Deserialize(input, parameter.ParameterType),
        { ParameterType: var type } when type == typeof(DurableTaskClient) => client,
        _ => CancellationToken.None,
    };
}
