using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>Marks a method as a function and names it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public class FunctionAttribute(string name) : Attribute
    {
        /// <summary>The function's name, unique in the app without regard to case.</summary>
        public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));
    }

    /// <summary>Which key a request must carry.</summary>
    public enum AuthorizationLevel
    {
        /// <summary>No key.</summary>
        Anonymous = 0,

        /// <summary>A signed-in user (not used by the host for keys).</summary>
        User = 1,

        /// <summary>A function or host key.</summary>
        Function = 2,

        /// <summary>A system key of an extension.</summary>
        System = 3,

        /// <summary>The master key.</summary>
        Admin = 4,
    }

    /// <summary>The parameter that receives the HTTP request that runs the function.</summary>
    public sealed class HttpTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>Any method, function key.</summary>
        public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

        /// <summary>These methods, function key.</summary>
        public HttpTriggerAttribute(params string[] methods)
            : this() => Methods = methods;

        /// <summary>Any method, this level.</summary>
        public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

        /// <summary>These methods, this level.</summary>
        public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
        {
            AuthLevel = authLevel;
            Methods = methods;
        }

        /// <summary>Route template under the host's route prefix (<c>api</c>); null: the function's name.</summary>
        public string? Route { get; set; }

        /// <summary>HTTP methods, in any case; null: all.</summary>
        public string[]? Methods { get; }

        /// <summary>Which key a request must carry.</summary>
        public AuthorizationLevel AuthLevel { get; }
    }

    /// <summary>The parameter that receives a <see cref="TimerInfo"/> when the schedule is due.</summary>
    public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
    {
        /// <summary>NCRONTAB with six fields, a TimeSpan, or <c>%AppSetting%</c>.</summary>
        public string Schedule { get; } = schedule;

        /// <summary>True: also run when the host starts.</summary>
        public bool RunOnStartup { get; set; }

        /// <summary>True (default): occurrences are kept so that a missed one runs after a restart; ignored for schedules under a minute.</summary>
        public bool UseMonitor { get; set; } = true;
    }

    /// <summary>The parameter that receives the <c>TaskOrchestrationContext</c>.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>The orchestration's name; null: the function's name.</summary>
        public string? Orchestration { get; set; }
    }

    /// <summary>The parameter that receives an activity's input.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
    {
        /// <summary>The activity's name; null: the function's name.</summary>
        public string? Activity { get; set; }
    }

    /// <summary>The parameter that receives a <c>DurableTaskClient</c>.</summary>
    public sealed class DurableClientAttribute : InputBindingAttribute
    {
        /// <summary>The task hub; null: the host's.</summary>
        public string? TaskHub { get; set; }

        /// <summary>The app setting that holds the store's connection; null: the host's.</summary>
        public string? ConnectionName { get; set; }
    }
}

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
{
    /// <summary>What every binding attribute is.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public abstract class BindingAttribute : Attribute
    {
        /// <summary>Public, as in the official package.</summary>
        public BindingAttribute()
        {
        }
    }

    /// <summary>What every trigger attribute is.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public abstract class TriggerBindingAttribute : BindingAttribute
    {
        /// <summary>Public, as in the official package.</summary>
        public TriggerBindingAttribute()
        {
        }
    }

    /// <summary>What every input attribute is.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public abstract class InputBindingAttribute : BindingAttribute
    {
        /// <summary>Public, as in the official package.</summary>
        public InputBindingAttribute()
        {
        }
    }
}
