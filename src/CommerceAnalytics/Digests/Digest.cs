using System.Text.Json.Serialization;

namespace CommerceAnalytics.Digests;

/// <summary>What the business should know in the morning, of all services of a night.</summary>
/// <param name="RunId">The night's run.</param>
/// <param name="ExecutionDate">Its date.</param>
/// <param name="Line">What came of the run, in one line.</param>
/// <param name="Currency">ISO 4217 code of all money.</param>
/// <param name="Services">In the order of the run.</param>
public sealed record Digest(
    string RunId,
    DateOnly ExecutionDate,
    string Line,
    string Currency,
    IReadOnlyList<ServiceDigest> Services
)
{
    /// <summary>Address of the dashboard; null where no setting says where people reach it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }
}

/// <summary>A service's week, and what moved in it.</summary>
/// <param name="FirstDay">First of the seven days; null where the overview has none of the service.</param>
/// <param name="LastDay">Last of the seven days: the day before the overview's date.</param>
/// <param name="Figures">In the order of the dashboard; none where the overview has nothing of the service.</param>
/// <param name="AmountKnownPercent">Share of orders whose amount is known, 0 to 100; null where it is not known.</param>
/// <param name="Moved">The largest changes against the night a week before; none where that is not there.</param>
public sealed record ServiceDigest(
    string ServiceName,
    DateOnly? FirstDay,
    DateOnly? LastDay,
    IReadOnlyList<WeekFigure> Figures,
    decimal? AmountKnownPercent,
    IReadOnlyList<Move> Moved
);

/// <summary>A figure of seven days, and of the seven before.</summary>
/// <param name="Name">As the dashboard names it.</param>
/// <param name="Unit">What it is in.</param>
/// <param name="Now">Of the seven days; null where it is not known.</param>
/// <param name="Before">Of the seven days before; null where it is not known.</param>
/// <param name="ChangePercent">Change in percent, in one place; null where the two are not compared.</param>
/// <param name="NotCompared">Why not; null where they are.</param>
public sealed record WeekFigure(
    string Name,
    FigureUnit Unit,
    decimal? Now,
    decimal? Before,
    decimal? ChangePercent,
    string? NotCompared
);

/// <summary>What a figure of a digest is in.</summary>
public enum FigureUnit
{
    /// <summary>How many.</summary>
    Count = 0,

    /// <summary>0 to 100.</summary>
    Percent = 1,

    /// <summary>The shop's currency.</summary>
    Money = 2,
}

/// <summary>A row's measure in a summary, and what it was a week before.</summary>
/// <param name="QueryType">The summary.</param>
/// <param name="Measure">The column that ranks the summary's rows.</param>
/// <param name="Name">Value of the first column of the summary's key; empty for NULL.</param>
/// <param name="Now">On the night.</param>
/// <param name="WeekBefore">On the night a week before.</param>
public sealed record Move(string QueryType, string Measure, string Name, long Now, long WeekBefore);
