using DurableTask.Sqlite.Workload;

// work STORE        runs the kill test's orchestrations to their end, from wherever they stand
// measure [FOLDER]  measures fan-out, many instances, latency and long histories on a store in that folder
switch (args)
{
    case ["work", var storePath]:
        await KillWork.RunAsync(storePath);
        return 0;
    case ["measure", .. var rest]:
        await Measurements.RunAsync(rest is [var folder] ? folder : Path.GetTempPath());
        return 0;
    default:
        Console.Error.WriteLine("Usage: work STORE | measure [FOLDER]");
        return 2;
}
