namespace Amazon.Athena.Model;

public class QueryRuntimeStatistics
{
    public QueryRuntimeStatisticsRows Rows { get; set; }

    public QueryRuntimeStatisticsTimeline Timeline { get; set; }
}
