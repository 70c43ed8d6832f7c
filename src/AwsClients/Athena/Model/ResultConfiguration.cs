namespace Amazon.Athena.Model;

public class ResultConfiguration
{
    public AclConfiguration AclConfiguration { get; set; }

    public EncryptionConfiguration EncryptionConfiguration { get; set; }

    public string ExpectedBucketOwner { get; set; }

    public string OutputLocation { get; set; }
}

public class EncryptionConfiguration
{
    public EncryptionOption EncryptionOption { get; set; }

    public string KmsKey { get; set; }
}

public class AclConfiguration
{
    public S3AclOption S3AclOption { get; set; }
}

public class ResultReuseConfiguration
{
    public ResultReuseByAgeConfiguration ResultReuseByAgeConfiguration { get; set; }
}

public class ResultReuseByAgeConfiguration
{
    public bool? Enabled { get; set; }

    public int? MaxAgeInMinutes { get; set; }
}

public class ResultReuseInformation
{
    public bool? ReusedPreviousResult { get; set; }
}
