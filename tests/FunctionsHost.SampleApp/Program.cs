using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
var settings = builder.Configuration;

// What tests make the app do wrong at its start.
if (settings["Sample:FailAtStart"] is { } reason)
    throw new InvalidOperationException(reason);
if (File.Exists(settings["Sample:FailWhile"]))
    throw new InvalidOperationException("The file is there.");
if (settings.GetValue<bool>("Sample:HangAtStart"))
    await new TaskCompletionSource().Task;

builder.ConfigureFunctionsWebApplication();
await builder.Build().RunAsync();
