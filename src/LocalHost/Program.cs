using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.LocalHost.Sample;
var sw = System.Diagnostics.Stopwatch.StartNew();
var t = new SampleLake(new LakeFolder(args[0])).Write(new SampleOptions { LakeFolder = args[0], LastDay = new DateOnly(2026, 11, 21), ServiceNames = ["theshop-brand", "theshop-pharmacy"] }, () => { }, CancellationToken.None);
Console.WriteLine($"{t} {sw.Elapsed} {Environment.WorkingSet >> 20} MB");
