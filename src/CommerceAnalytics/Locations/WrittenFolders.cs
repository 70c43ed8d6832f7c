using System.Text.RegularExpressions;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.History;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Locations;

/// <summary>The folders that a run writes in, and which tables may show some of them.</summary>
internal sealed partial class WrittenFolders
{
    private readonly S3Folder _pipeline;
    private readonly S3Folder _tables;
    private readonly S3Folder _queryResults;
    private readonly Dictionary<S3Folder, string> _liveTables = [];
    private readonly Dictionary<S3Folder, string> _ownTables;

    /// <param name="settings">Bucket and prefix.</param>
    /// <param name="tables">Service and query type of each table that the run refreshes.</param>
    public WrittenFolders(CommerceSettings settings, IEnumerable<(string ServiceName, string QueryType)> tables)
    {
        _pipeline = Folder(settings.PipelineAddress());
        _tables = Folder(settings.TablesAddress());
        _queryResults = Folder(settings.QueryResultsAddress());
        foreach (var (serviceName, queryType) in tables)
            _liveTables[Folder(SummaryNames.VersionsFolder(settings, serviceName, queryType))] = SummaryNames.Table(
                serviceName,
                queryType
            );
        _liveTables[Folder(SummaryNames.OverviewFolder(settings))] = SummaryNames.Overview;
        _ownTables = new()
        {
            [Folder(ExtractTable.Location(settings))] = ExtractTable.Name,
            [Folder(settings.SummaryAddress() + RunReportTable.KeyPrefix)] = RunReportTable.Name,
        };
    }

    /// <summary>
    /// The folder that the run writes in at, below or above a table's location; null where there is none.
    /// </summary>
    public S3Folder? SharedWith(ShownTable table)
    {
        if (S3Folder.Parse(table.Location) is not { } shown || IsOwn(table.Name, shown))
            return null;
        if (shown.Holds(_pipeline))
            return _pipeline;
        // Result files lie in folders of their own there, which no table can know beforehand.
        if (shown.Holds(_queryResults))
            return _queryResults;
        return _pipeline.Holds(shown) ? SharedBelow(shown) : null;
    }

    private S3Folder? SharedBelow(S3Folder shown)
    {
        if (!_tables.Holds(shown))
            return shown.Holds(_tables) ? _tables : shown;
        foreach (var folder in _liveTables.Keys)
        {
            if (folder.Holds(shown) || shown.Holds(folder))
                return folder;
        }

        return null;
    }

    /// <summary>
    /// A live table shows one version, a staging table what its own query wrote, and the pipeline's other tables a
    /// folder of their own.
    /// </summary>
    private bool IsOwn(string table, S3Folder shown)
    {
        if (_ownTables.GetValueOrDefault(shown) == table)
            return true;
        if (!_pipeline.Holds(shown))
            return false;
        if (HistoryTable.Is(table))
            return shown == HistoryFolder(table);
        var below = shown.Path[_pipeline.Path.Length..];
        if (table.StartsWith(SummaryNames.StagingPrefix, StringComparison.Ordinal))
            return StagingPlace().IsMatch(below);
        return Version().Match(below) is { Success: true } version
            && SummaryNames.TableOfFolder(version.Groups["table"].Value) == table;
    }

    /// <summary>Nothing is written there; a history table that lies elsewhere is somebody else's.</summary>
    private S3Folder HistoryFolder(string table) =>
        Folder($"{_pipeline}{HistoryTable.Folder}{table[HistoryTable.Prefix.Length..]}/");

    private static S3Folder Folder(string address)
    {
        if (S3Folder.Parse(address) is { } folder)
            return folder;
        throw new ArgumentException($"'{address}' is not an s3:// address.", nameof(address));
    }

    [GeneratedRegex(
        @"\Atables/(?<table>[a-z0-9_]+)/[0-9]{4}-[0-9]{2}-[0-9]{2}/[A-Za-z0-9][A-Za-z0-9._-]*-[0-9]+/\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Version();

    [GeneratedRegex(
        @"\A((tables/[a-z0-9_]+|events)/[0-9]{4}-[0-9]{2}-[0-9]{2}/[A-Za-z0-9][A-Za-z0-9._-]*|verify/[0-9a-f]+)/\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex StagingPlace();
}
