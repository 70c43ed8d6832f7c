using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CommerceAnalytics.Digests;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>A digest as its receiver takes it.</summary>
internal static class DigestText
{
    /// <summary>A card of Teams has at most 28 KB, a message of Slack 40,000 characters.</summary>
    private const int MostBytes = 24_000;

    /// <summary>What a card needs for a line besides its text.</summary>
    private const int BytesALine = 80;

    private const int MostCharacters = 60;

    public static string Of(Digest digest, AlertFormat format) =>
        MessageFormat.Body(format, digest, new(Title(digest), Lines(digest), digest.Link, "Open the dashboard"));

    private static string Title(Digest digest) => $"CommerceAnalytics: the night of {Day(digest.ExecutionDate)}";

    private static IEnumerable<string> Lines(Digest digest)
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

    private static int Bytes(string line) =>
        Encoding.UTF8.GetByteCount(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(line)) + BytesALine;

    private static IEnumerable<string> Lines(ServiceDigest service, Digest digest)
    {
        if (service.LastDay is not { } last)
        {
            yield return $"{service.ServiceName}: the overview has no figures of it.";
        }
        else
        {
            var late = last == digest.ExecutionDate.AddDays(-1) ? "" : ", not the newest";
            yield return $"{service.ServiceName}, {Day(service.FirstDay!.Value)} to {Day(last)}{late}, against the 7 days before:";
            yield return string.Join(" · ", service.Figures.Select(figure => Figure(figure, digest.Currency)));
            if (Notes(service) is { Length: > 0 } notes)
                yield return notes;
        }

        foreach (var moved in service.Moved.GroupBy(move => (move.QueryType, Rose: move.Now > move.WeekBefore)))
            yield return $"{Words(moved.Key.QueryType)} {(moved.Key.Rose ? "rose" : "fell")}: {string.Join("; ", moved.Select(Move))}";
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
    private static string Below(decimal percent) => (decimal.Floor(10 * percent) / 10).ToString("0.#");

    private static string Move(Move move) => $"{Name(move.Name)} {Whole(move.WeekBefore)} → {Whole(move.Now)}";

    /// <summary>Names come from the log: they are of any length, and may hold line ends.</summary>
    private static string Name(string name)
    {
        var line = string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        if (line.Length == 0)
            return "(none)";
        var text = new StringInfo(line);
        return text.LengthInTextElements <= MostCharacters
            ? line
            : $"{text.SubstringByTextElements(0, MostCharacters)}...";
    }

    private static string Words(string queryType) => queryType.Replace('_', ' ');

    private static string Whole(decimal value) => value.ToString("N0");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");
}
