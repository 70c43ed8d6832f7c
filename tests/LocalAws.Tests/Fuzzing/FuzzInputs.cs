using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Tests.Fuzzing;

/// <summary>Inputs by number: the same seed and number give the same request on every machine.</summary>
internal static class FuzzInputs
{
    private static readonly string[] Surfaces =
    [
        "json",
        "xml",
        "query",
        "form",
        "signature",
        "chunks",
        "path",
        "sql",
        "faults",
    ];

    public static FuzzRequest Create(int seed, int number)
    {
        var random = new Random(Mixed(seed, number));
        return Surfaces[number % Surfaces.Length] switch
        {
            "json" => Json(random),
            "xml" => Xml(random),
            "query" => Query(random),
            "form" => Form(random),
            "signature" => Signature(random),
            "chunks" => Chunks(random),
            "path" => Path(random),
            "faults" => Faults(random),
            _ => Sql(random, number),
        };
    }

    // Neighbouring seeds of Random begin alike; System.HashCode differs from process to process.
    private static int Mixed(int seed, int number) =>
        BitConverter.ToInt32(SHA256.HashData(Encoding.ASCII.GetBytes($"{seed}/{number}")));

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private static FuzzRequest Json(Random random)
    {
        var (target, body) = Pick(Corpus.Json, random);
        var request = new FuzzRequest
        {
            Surface = "json",
            Method = "POST",
            Target = "/",
            BySession = random.Next(2) == 0,
            Service = target.StartsWith("AWSGlue", StringComparison.Ordinal) ? "glue" : "athena",
            Body = Mutations.SpoilJson(body, random),
        };
        request.Headers["X-Amz-Target"] = random.Next(30) == 0 ? target + "X" : target;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }

    private static FuzzRequest Xml(Random random)
    {
        var (method, target, body) = Pick(Corpus.Xml, random);
        var spoilt = random.Next(10) == 0 ? Nested(random.Next(1, 20_000)) : Mutations.Spoil(body, random);
        var request = new FuzzRequest
        {
            Surface = "xml",
            Method = method,
            Target = target,
            Service = "s3",
            BySession = random.Next(2) == 0,
            Body = Encoding.UTF8.GetBytes(spoilt),
        };
        request.Headers["Content-MD5"] = Convert.ToBase64String(
            System.Security.Cryptography.MD5.HashData(request.Body)
        );
        return request;
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));

    private static FuzzRequest Query(Random random)
    {
        var parameters = Enumerable
            .Range(0, random.Next(1, 5))
            .Select(_ =>
                Uri.EscapeDataString(Pick(Corpus.Parameters, random))
                + "="
                + Escaped(Mutations.NastyText(random), random)
            );
        return new FuzzRequest
        {
            Surface = "query",
            Method = Pick(["GET", "GET", "HEAD", "PUT", "POST", "DELETE"], random),
            Target =
                Pick(["/", "/shop", "/shop/", "/shop/a.txt", "/nobody", "/shop/tree/x"], random)
                + "?"
                + string.Join('&', parameters),
            Service = "s3",
        };
    }

    private static string Escaped(string text, Random random) =>
        random.Next(5) == 0
            ? Visible(text)
            : Uri.EscapeDataString(text.Replace("\uD800", "", StringComparison.Ordinal));

    // What may stand in a request line at all.
    private static string Visible(string text) => string.Concat(text.Where(c => c is > ' ' and < '\u007F'));

    private static FuzzRequest Form(Random random)
    {
        var request = new FuzzRequest
        {
            Surface = "form",
            Method = "POST",
            Target = "/",
            Service = random.Next(2) == 0 ? "sts" : null,
            Body = Encoding.UTF8.GetBytes(Mutations.Spoil(Pick(Corpus.Forms, random), random)),
        };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }

    private static FuzzRequest Signature(Random random)
    {
        var name = Pick(
            [
                "Authorization",
                "X-Amz-Date",
                "x-amz-content-sha256",
                "X-Amz-Security-Token",
                "Host",
                "X-Amz-Target",
                "Content-Type",
            ],
            random
        );
        var service = Pick(["s3", "athena", "sts"], random);
        var request = new FuzzRequest
        {
            Surface = "signature",
            Method = service == "s3" ? "GET" : "POST",
            Target = service == "s3" ? "/shop?list-type=2" : "/",
            Service = service,
            Tamper = headers =>
                headers[name] = HeaderText(Mutations.Spoil(headers.GetValueOrDefault(name, "x"), random)),
        };
        if (service == "athena")
            request.Headers["X-Amz-Target"] = "AmazonAthena.ListWorkGroups";
        if (service == "sts")
            request.Headers["Content-Type"] = "application/x-www-form-urlencoded";
        return request;
    }

    private static string HeaderText(string text) =>
        text.Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal)
            .Replace("\0", "", StringComparison.Ordinal);

    private static FuzzRequest Chunks(Random random)
    {
        var request = new FuzzRequest
        {
            Surface = "chunks",
            Method = "PUT",
            Target = "/shop/chunked/" + random.Next(20),
            Service = "s3",
            Body = Encoding.UTF8.GetBytes(
                Mutations.Spoil("4\r\nabcd\r\n3\r\nefg\r\n0\r\nx-amz-checksum-crc32:MSpqpg==\r\n\r\n", random)
            ),
        };
        request.Headers["x-amz-content-sha256"] = Pick(
            [
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "STREAMING-",
                "UNSIGNED-PAYLOAD",
            ],
            random
        );
        request.Headers["x-amz-decoded-content-length"] =
            random.Next(3) == 0 ? HeaderText(Visible(Mutations.NastyText(random))) : "7";
        request.Headers["x-amz-trailer"] = Pick(
            ["x-amz-checksum-crc32", "x-amz-checksum-nothing", "x", "x-amz-checksum-sha256,x-amz-checksum-crc32"],
            random
        );
        request.Headers["x-amz-meta-a"] = HeaderText(Mutations.NastyText(random));
        return request;
    }

    private static FuzzRequest Path(Random random)
    {
        var segments = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(Corpus.Segments, random));
        var target =
            "/"
            + (random.Next(3) > 0 ? "shop/" : "")
            + string.Join(Pick(["/", "/", "//", "%2f", "\\"], random), segments);
        var method = Pick(["GET", "PUT", "DELETE", "HEAD", "POST"], random);
        var request = new FuzzRequest
        {
            Surface = "path",
            Method = method,
            Target = target,
            Service = "s3",
            Body = method == "PUT" ? "fuzz"u8.ToArray() : [],
        };
        if (method == "PUT" && random.Next(3) == 0)
            request.Headers["x-amz-copy-source"] = target;
        return request;
    }

    private static FuzzRequest Faults(Random random)
    {
        var request = new FuzzRequest
        {
            Surface = "faults",
            Method = Pick(["PUT", "GET", "POST", "DELETE"], random),
            Target = "/_localaws/faults" + (random.Next(4) == 0 ? "/" : ""),
            Body = Encoding.UTF8.GetBytes(
                Mutations.Spoil(
                    """{"seed":1,"rules":[{"fault":"delay","service":"sts","operation":"Nothing","nth":1}]}""",
                    random
                )
            ),
            IsOwner = random.Next(2) == 0,
        };
        request.Headers["Authorization"] = HeaderText("Basic " + Mutations.NastyText(random));
        return request;
    }

    private static FuzzRequest Sql(Random random, int number)
    {
        var statement = Pick(Corpus.Statements, random);
        var sql = random.Next(12) switch
        {
            0 => Nested(statement, random),
            < 4 => Mutations.Spoil(statement, random),
            _ => Mutations.SpoilWords(statement, Corpus.Words, random),
        };
        var body = new
        {
            QueryString = sql.Replace("\uD800", "", StringComparison.Ordinal),
            ResultConfiguration = new { OutputLocation = "s3://results/out/" },
            ClientRequestToken = $"token-of-at-least-32-characters-{number}",
        };
        var request = new FuzzRequest
        {
            Surface = "sql",
            Method = "POST",
            Target = "/",
            Service = "athena",
            BySession = random.Next(2) == 0,
            Body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body),
        };
        request.Headers["X-Amz-Target"] = "AmazonAthena.StartQueryExecution";
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }

    private static string Nested(string statement, Random random)
    {
        var depth = random.Next(1, 30_000);
        return random.Next(5) switch
        {
            0 => "SELECT " + new string('(', depth) + "1" + new string(')', depth),
            1 => "SELECT " + string.Concat(Enumerable.Repeat("NOT ", depth)) + "true",
            2 => "SELECT "
                + string.Concat(Enumerable.Repeat("CASE WHEN true THEN ", depth / 4))
                + "1"
                + string.Concat(Enumerable.Repeat(" END", depth / 4)),
            3 => "SELECT 1" + string.Concat(Enumerable.Repeat(" + 1", depth)),
            _ => string.Concat(Enumerable.Repeat("SELECT * FROM (", depth / 4))
                + statement
                + new string(')', depth / 4),
        };
    }
}
