using FunctionsHost.Tests.Hosting;

return await ChildHost.RunAsync(args);
