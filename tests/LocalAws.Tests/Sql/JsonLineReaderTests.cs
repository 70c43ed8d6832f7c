using System.Text;
using LocalAws.Sql.Tables.Json;

namespace LocalAws.Tests.Sql;

public sealed class JsonLineReaderTests
{
    [Theory]
    [InlineData("2025-10-28T03:12:45.123Z", 1761621165123000)]
    [InlineData("2025-10-28T03:12:45.123999Z", 1761621165123000)]
    [InlineData("2025-10-28 03:12:45", 1761621165000000)]
    [InlineData("2025-10-28T12:12:45.1+09:00", 1761621165100000)]
    [InlineData("1761621165", 1761621165000000)]
    [InlineData("1761621165123", 1761621165123000)]
    public void TryRead_Timestamp_IsCutToMilliseconds(string text, long expected)
    {
        TimestampText.TryRead(Encoding.UTF8.GetBytes(text), out var micros).ShouldBeTrue();
        micros.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-10-28 03:12:45Z")]
    [InlineData("2025-10-28T03:12:45+09")]
    [InlineData("1761621165123000")]
    [InlineData("2025-10-28T03:12:45 Asia/Seoul")]
    [InlineData("yesterday")]
    public void TryRead_NoTimestamp_IsRefused(string text) =>
        TimestampText.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
}
