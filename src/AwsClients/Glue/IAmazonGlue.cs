using Amazon.Glue.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.Glue;

public interface IAmazonGlue : IAmazonService, IDisposable
{
    Task<BatchCreatePartitionResponse> BatchCreatePartitionAsync(
        BatchCreatePartitionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<BatchDeletePartitionResponse> BatchDeletePartitionAsync(
        BatchDeletePartitionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<BatchDeleteTableResponse> BatchDeleteTableAsync(
        BatchDeleteTableRequest request,
        CancellationToken cancellationToken = default
    );

    Task<BatchGetPartitionResponse> BatchGetPartitionAsync(
        BatchGetPartitionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<BatchUpdatePartitionResponse> BatchUpdatePartitionAsync(
        BatchUpdatePartitionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateTableResponse> CreateTableAsync(
        CreateTableRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DeleteTableResponse> DeleteTableAsync(
        DeleteTableRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetDatabaseResponse> GetDatabaseAsync(
        GetDatabaseRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetPartitionResponse> GetPartitionAsync(
        GetPartitionRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetPartitionsResponse> GetPartitionsAsync(
        GetPartitionsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetTableResponse> GetTableAsync(GetTableRequest request, CancellationToken cancellationToken = default);

    Task<GetTablesResponse> GetTablesAsync(GetTablesRequest request, CancellationToken cancellationToken = default);

    Task<UpdateTableResponse> UpdateTableAsync(
        UpdateTableRequest request,
        CancellationToken cancellationToken = default
    );

    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    // The .NET 8 and later builds of the official interface answer these two for code that makes clients by their
    // interface.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonGlueConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) => new AmazonGlueClient(awsCredentials, (AmazonGlueConfig)clientConfig);
}
