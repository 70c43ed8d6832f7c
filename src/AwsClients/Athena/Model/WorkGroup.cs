namespace Amazon.Athena.Model;

public class WorkGroup
{
    public WorkGroupConfiguration Configuration { get; set; }

    public DateTime? CreationTime { get; set; }

    public string Description { get; set; }

    public string IdentityCenterApplicationArn { get; set; }

    public string Name { get; set; }

    public WorkGroupState State { get; set; }
}

public class WorkGroupConfiguration
{
    public string AdditionalConfiguration { get; set; }

    public long? BytesScannedCutoffPerQuery { get; set; }

    public bool? EnableMinimumEncryptionConfiguration { get; set; }

    public bool? EnforceWorkGroupConfiguration { get; set; }

    public EngineVersion EngineVersion { get; set; }

    public string ExecutionRole { get; set; }

    public ManagedQueryResultsConfiguration ManagedQueryResultsConfiguration { get; set; }

    public bool? PublishCloudWatchMetricsEnabled { get; set; }

    public bool? RequesterPaysEnabled { get; set; }

    public ResultConfiguration ResultConfiguration { get; set; }
}

public class WorkGroupSummary
{
    public DateTime? CreationTime { get; set; }

    public string Description { get; set; }

    public EngineVersion EngineVersion { get; set; }

    public string IdentityCenterApplicationArn { get; set; }

    public string Name { get; set; }

    public WorkGroupState State { get; set; }
}
