// Official types that the listed members of Athena's client name, but that the official-api listing leaves out. They
// have an assembly of their own because check-official-api holds the other one against that listing, type by type.
// Members as in Athena's service model.
namespace Amazon.Athena.Model;

public interface IAthenaPaginatorFactory;

public class ManagedQueryResultsConfiguration
{
    public bool? Enabled { get; set; }

    public ManagedQueryResultsEncryptionConfiguration EncryptionConfiguration { get; set; }
}

public class ManagedQueryResultsEncryptionConfiguration
{
    public string KmsKey { get; set; }
}

public class QueryRuntimeStatisticsRows
{
    public long? InputBytes { get; set; }

    public long? InputRows { get; set; }

    public long? OutputBytes { get; set; }

    public long? OutputRows { get; set; }
}

public class QueryRuntimeStatisticsTimeline
{
    public long? EngineExecutionTimeInMillis { get; set; }

    public long? QueryPlanningTimeInMillis { get; set; }

    public long? QueryQueueTimeInMillis { get; set; }

    public long? ServicePreProcessingTimeInMillis { get; set; }

    public long? ServiceProcessingTimeInMillis { get; set; }

    public long? TotalExecutionTimeInMillis { get; set; }
}
