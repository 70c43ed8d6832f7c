using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Tests.Fuzzing;

/// <summary>Ways to spoil a text, a JSON document or a statement, drawn from a seeded source.</summary>
internal static class Mutations
{
    // What programs trip over.
    private static readonly string[] Nasty =
    [
        "",
        " ",
        "\0",
        "\u0001",
        "\r\n",
        "\t",
        "'",
        "\"",
        "\\",
        "`",
        "%",
        "%00",
        "%2e%2e%2f",
        "../",
        "../../../../etc/passwd",
        "/etc/passwd",
        "..\\..\\",
        "~",
        "$HOME",
        "{}",
        "[]",
        "<",
        ">",
        "&",
        "&amp;",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;",
        "]]>",
        "<![CDATA[",
        "\uFEFF",
        "\uFFFF",
        "\uD800",
        "ü",
        "상품",
        "🛒",
        "\u202E",
        "null",
        "true",
        "NaN",
        "Infinity",
        "-0",
        "-1",
        "0",
        "1e400",
        "9223372036854775808",
        "-9223372036854775809",
        "2147483648",
        "0.1",
        "0x10",
        "1_000",
        "(?:a+)+$",
        "(a|a)*b",
        "[",
        "*",
        "(",
        ")",
        "{0}",
        "%s%n",
        ";",
        "--",
        "/*",
        "*/",
        "'; DROP TABLE x; --",
        "s3://",
        "s3://shop/../..",
        "s3:///x",
        "file:///etc/passwd",
        "arn:aws:::",
    ];

    public static string NastyText(Random random) =>
        random.Next(20) switch
        {
            0 => new string((char)random.Next(1, 0xD7FF), random.Next(1, 300)),
            1 => new string('x', random.Next(1000, 70_000)),
            2 => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(1, 0xD7FF))),
            _ => Nasty[random.Next(Nasty.Length)],
        };

    /// <summary>Cuts, doubles, swaps or replaces pieces of a text.</summary>
    public static string Spoil(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var from = random.Next(text.Length + 1);
            var to = Math.Min(text.Length, from + random.Next(1, 12));
            text = random.Next(6) switch
            {
                0 => text[..from] + text[to..],
                1 => text[..to] + text[from..],
                2 => text[..from],
                3 => text[..from] + text[from..to].ToUpperInvariant() + text[to..],
                4 => text[..from] + NastyText(random) + text[to..],
                _ => text[..from] + NastyText(random) + text[from..],
            };
        }

        return text;
    }

    /// <summary>Swaps words of statements, as someone does who types too fast.</summary>
    public static string SpoilWords(string text, IReadOnlyList<string> vocabulary, Random random)
    {
        var words = text.Split(' ').ToList();
        for (var times = Math.Max(1, random.Next(5) - 1); times > 0 && words.Count > 0; times--)
        {
            var at = random.Next(words.Count);
            switch (random.Next(4))
            {
                case 0:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, words[random.Next(words.Count)]);
                    break;
                case 2:
                    words[at] = vocabulary[random.Next(vocabulary.Count)];
                    break;
                default:
                    words.Insert(at, vocabulary[random.Next(vocabulary.Count)]);
                    break;
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>Changes the document's structure, then now and then its text.</summary>
    public static byte[] SpoilJson(string json, Random random)
    {
        var document = JsonNode.Parse(json)!;
        for (var times = random.Next(1, 4); times > 0; times--)
            SpoilNode(document, random);
        var text = document.ToJsonString();
        if (random.Next(4) == 0)
            text = Spoil(text, random);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(10) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static void SpoilNode(JsonNode node, Random random)
    {
        while (true)
        {
            switch (node)
            {
                case JsonObject { Count: > 0 } map:
                    var (name, value) = map.ElementAt(random.Next(map.Count));
                    if (value is JsonObject or JsonArray && random.Next(3) > 0)
                    {
                        node = value;
                        continue;
                    }

                    if (random.Next(8) == 0)
                        map.Remove(name);
                    else
                        map[name] = Changed(value, random);
                    return;
                case JsonArray { Count: > 0 } list:
                    var at = random.Next(list.Count);
                    if (list[at] is JsonObject or JsonArray && random.Next(3) > 0)
                    {
                        node = list[at]!;
                        continue;
                    }

                    list[at] = Changed(list[at], random);
                    return;
                default:
                    return;
            }
        }
    }

    // Most often of the kind that it was: what has another kind is refused by the reader, and nothing behind it sees
    // it.
    private static JsonNode? Changed(JsonNode? value, Random random) =>
        random.Next(4) == 0
            ? Value(random, depth: 0)
            : value?.GetValueKind() switch
            {
                JsonValueKind.String => Text(random),
                JsonValueKind.Number => random.Next(-3, 2000),
                _ => Value(random, depth: 0),
            };

    private static string Text(Random random) => NastyText(random).Replace("\uD800", "", StringComparison.Ordinal);

    private static JsonNode? Value(Random random, int depth) =>
        random.Next(depth > 3 ? 7 : 9) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 => random.NextInt64(),
            3 => random.NextDouble() * 1e300,
            4 => -random.Next(),
            7 => new JsonArray([
                .. Enumerable
                    .Range(0, random.Next(random.Next(20) == 0 ? 2000 : 4))
                    .Select(_ => Value(random, depth + 4)),
            ]),
            8 => Enumerable
                .Range(0, random.Next(60))
                .Aggregate((JsonNode)new JsonObject(), (inner, _) => new JsonObject { ["Name"] = inner }),
            _ => Text(random),
        };
}
