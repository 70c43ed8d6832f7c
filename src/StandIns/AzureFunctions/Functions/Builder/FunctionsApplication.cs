using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder
{
    /// <summary>Where a Functions app begins.</summary>
    public class FunctionsApplication
    {
        /// <summary>A builder with the host's defaults.</summary>
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
    }

    /// <summary>Collects an app's services. This stand-in holds the contract only: it cannot run the worker.</summary>
    public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
    {
        private readonly HostApplicationBuilder builder;

        internal FunctionsApplicationBuilder(string[] args) => builder = Host.CreateApplicationBuilder(args);

        /// <summary>Shared between the parts that build the app.</summary>
        public IDictionary<object, object> Properties => ((IHostApplicationBuilder)builder).Properties;

        /// <summary>Settings.</summary>
        public ConfigurationManager Configuration => builder.Configuration;

        IConfigurationManager IHostApplicationBuilder.Configuration => builder.Configuration;

        /// <summary>Where the app runs.</summary>
        public IHostEnvironment Environment => builder.Environment;

        /// <summary>Log providers.</summary>
        public ILoggingBuilder Logging => builder.Logging;

        /// <summary>Metric listeners.</summary>
        public IMetricsBuilder Metrics => builder.Metrics;

        /// <summary>Services.</summary>
        public IServiceCollection Services => builder.Services;

        /// <summary>Chooses the container.</summary>
        public void ConfigureContainer<TContainerBuilder>(
            IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
            where TContainerBuilder : notnull => builder.ConfigureContainer(factory, configure);

        /// <summary>Adds a step around every invocation.</summary>
        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => this;

        /// <summary>Always throws: the worker is in the official packages.</summary>
        /// <exception cref="InvalidOperationException">Always; says what to run instead.</exception>
        public IHost Build() => throw new InvalidOperationException(
            "This build has stand-ins in place of the Azure Functions worker, so it cannot run under a Functions host. "
            + "Run src/LocalHost to run the app on one machine, or build with -p:OfficialPackages=true to deploy it.");
    }

    /// <summary>ASP.NET Core integration.</summary>
    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        /// <summary>Lets HTTP functions take <c>HttpRequest</c> and return <c>IResult</c>.</summary>
        public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
    }
}

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>Collects an app's services and the steps around its invocations.</summary>
    public interface IFunctionsWorkerApplicationBuilder
    {
        /// <summary>Services.</summary>
        IServiceCollection Services { get; }

        /// <summary>Adds a step around every invocation.</summary>
        IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
    }
}

namespace Microsoft.Azure.Functions.Worker.Middleware
{
    /// <summary>One step around an invocation.</summary>
    public delegate Task FunctionExecutionDelegate(FunctionContext context);
}
