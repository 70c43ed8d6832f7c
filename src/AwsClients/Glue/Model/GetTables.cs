using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class GetTablesRequest : AmazonGlueRequest
{
    public List<string> AttributesToGet { get; set; } = AWSConfigs.InitializeCollections ? new List<string>() : null;

    public string CatalogId { get; set; }

    public string DatabaseName { get; set; }

    public string Expression { get; set; }

    public bool? IncludeStatusDetails { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public DateTime? QueryAsOfTime { get; set; }

    public string TransactionId { get; set; }
}

public class GetTablesResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<Table> TableList { get; set; } = AWSConfigs.InitializeCollections ? new List<Table>() : null;
}
