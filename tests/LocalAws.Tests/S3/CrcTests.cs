using LocalAws.S3.Payloads;

namespace LocalAws.Tests.S3;

/// <summary>The check values of the catalogue of CRC algorithms, for the text 123456789.</summary>
public sealed class CrcTests
{
    [Fact]
    public void Crc32_CheckText_GivesCheckValue() => Of(Crc.Crc32()).ShouldBe("CBF43926");

    [Fact]
    public void Crc32C_CheckText_GivesCheckValue() => Of(Crc.Crc32C()).ShouldBe("E3069283");

    [Fact]
    public void Crc64Nvme_CheckText_GivesCheckValue() => Of(Crc.Crc64Nvme()).ShouldBe("AE8B14860A799888");

    private static string Of(Crc crc)
    {
        crc.Append("12345"u8);
        crc.Append("6789"u8);
        return Convert.ToHexString(crc.Value());
    }
}
