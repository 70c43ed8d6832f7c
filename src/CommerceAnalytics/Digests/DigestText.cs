using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Digests;

/// <summary>What a digest says to people.</summary>
public static class DigestText
{
    /// <summary>A card of Teams has at most 28 KB, a message of Slack 40,000 characters.</summary>
    private const int MostBytes = 24_000;

    /// <summary>What a card needs for a line besides its text.</summary>
    private const int BytesALine = 80;

    private const int MostCharacters = 60;

    /// <summary>The line above all others.</summary>
    public static string Title(Digest digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return $"CommerceAnalytics: the night of {DayText.Of(digest.ExecutionDate)}";
    }

    /// <summary>The lines below it, as many services as a message holds.</summary>
    public static IEnumerable<string> Lines(Digest digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return All(digest);
    }

    private static IEnumerable<string> All(Digest digest)
    {
        yield return digest.Line;
        var left = MostBytes;
        foreach (var (told, service) in digest.Services.Index())
        {
            var lines = Lines(service, digest).ToList();
            left -= lines.Sum(Bytes);
            if (left < 0)
            {
                yield return $"{digest.Services.Count - told} more services are on the dashboard.";
                yield break;
            }

            foreach (var line in lines)
                yield return line;
        }
    }

    private static int Bytes(string line)
    {
        var sent = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(line);
        return Encoding.UTF8.GetByteCount(sent) + BytesALine;
    }

    private static IEnumerable<string> Lines(ServiceDigest service, Digest digest)
    {
        if (service.LastDay is not { } last)
        {
            yield return $"{service.ServiceName}: the overview has no figures of it.";
        }
        else
        {
            var late = last == digest.ExecutionDate.AddDays(-1) ? "" : ", not the newest";
            yield return $"{service.ServiceName}, {DayText.Of(service.FirstDay!.Value)} to {DayText.Of(last)}{late}, against the 7 days before:";
            yield return string.Join(" · ", service.Figures.Select(figure => Figure(figure, digest.Currency)));
            if (Notes(service) is { Length: > 0 } notes)
                yield return notes;
        }

        foreach (var moved in service.Moved.GroupBy(Direction))
            yield return $"{moved.Key}: {string.Join("; ", moved.Select(Move))}";
    }

    private static string Figure(WeekFigure figure, string currency)
    {
        var change = figure.ChangePercent is { } percent
            ? percent.ToString("+0.0 '%';-0.0 '%';0.0 '%'")
            : "not compared";
        return $"{figure.Name} {Amount(figure, currency)} ({change})";
    }

    private static string Amount(WeekFigure figure, string currency) =>
        (figure.Now, figure.Unit) switch
        {
            (null, _) => "unknown",
            ({ } value, FigureUnit.Percent) => value.ToString("0.0 '%'"),
            ({ } value, FigureUnit.Money) => $"{currency} {Whole(value)}",
            ({ } value, _) => Whole(value),
        };

    /// <summary>Why figures are not compared, each reason once, and how much of the revenue is known.</summary>
    private static string Notes(ServiceDigest service)
    {
        var reasons = service
            .Figures.Where(figure => figure.NotCompared is not null)
            .GroupBy(figure => figure.NotCompared)
            .Select(alike => $"{string.Join(", ", alike.Select(figure => figure.Name))} not compared: {alike.Key}.");
        var known = service.AmountKnownPercent is { } percent and < 100
            ? $"The amount is known of {Below(percent)} % of orders."
            : "";
        return string.Join(' ', [.. reasons, known]).Trim();
    }

    /// <summary>In one place, never more than it is: 99.96 is not 100.</summary>
    private static string Below(decimal percent)
    {
        var tenths = decimal.Floor(10 * percent);
        return (tenths / 10).ToString("0.#");
    }

    private static string Direction(Move move)
    {
        var verb = move.Now > move.WeekBefore ? "rose" : "fell";
        return $"{Words(move.QueryType)} {verb}";
    }

    private static string Move(Move move) => $"{Name(move.Name)} {Whole(move.WeekBefore)} → {Whole(move.Now)}";

    /// <summary>Names come from the log: they are of any length, and may hold line ends.</summary>
    private static string Name(string name)
    {
        var line = string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        if (line.Length == 0)
            return "(none)";
        var text = new StringInfo(line);
        if (text.LengthInTextElements <= MostCharacters)
            return line;
        return $"{text.SubstringByTextElements(0, MostCharacters)}...";
    }

    private static string Words(string queryType) => queryType.Replace('_', ' ');

    private static string Whole(decimal value) => value.ToString("N0");
}
