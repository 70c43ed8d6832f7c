using CommerceAnalytics.LocalHost.Commands;

using var stop = new StopSignal();
return await CommandLine.RunAsync(args, Surroundings.OfProcess(), stop.Token);
