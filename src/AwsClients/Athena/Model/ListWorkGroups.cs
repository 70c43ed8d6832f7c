using Amazon.Runtime;

namespace Amazon.Athena.Model;

public class ListWorkGroupsRequest : AmazonAthenaRequest
{
    public int? MaxResults { get; set; }

    public string NextToken { get; set; }
}

public class ListWorkGroupsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<WorkGroupSummary> WorkGroups { get; set; } =
        AWSConfigs.InitializeCollections ? new List<WorkGroupSummary>() : null;
}
