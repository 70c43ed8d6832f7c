using Amazon.AwsClients.Protocol;
using Amazon.Glue.Model;

namespace Amazon.Glue;

// The operations: each is only its two types, the rest is Protocol/.
public partial class AmazonGlueClient
{
    public virtual Task<BatchCreatePartitionResponse> BatchCreatePartitionAsync(
        BatchCreatePartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<BatchCreatePartitionResponse>(
            request,
            JsonOperation<BatchCreatePartitionRequest, BatchCreatePartitionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<BatchDeletePartitionResponse> BatchDeletePartitionAsync(
        BatchDeletePartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<BatchDeletePartitionResponse>(
            request,
            JsonOperation<BatchDeletePartitionRequest, BatchDeletePartitionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<BatchDeleteTableResponse> BatchDeleteTableAsync(
        BatchDeleteTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<BatchDeleteTableResponse>(
            request,
            JsonOperation<BatchDeleteTableRequest, BatchDeleteTableResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<BatchGetPartitionResponse> BatchGetPartitionAsync(
        BatchGetPartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<BatchGetPartitionResponse>(
            request,
            JsonOperation<BatchGetPartitionRequest, BatchGetPartitionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<BatchUpdatePartitionResponse> BatchUpdatePartitionAsync(
        BatchUpdatePartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<BatchUpdatePartitionResponse>(
            request,
            JsonOperation<BatchUpdatePartitionRequest, BatchUpdatePartitionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<CreateTableResponse> CreateTableAsync(
        CreateTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<CreateTableResponse>(
            request,
            JsonOperation<CreateTableRequest, CreateTableResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<DeleteTableResponse> DeleteTableAsync(
        DeleteTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<DeleteTableResponse>(
            request,
            JsonOperation<DeleteTableRequest, DeleteTableResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetDatabaseResponse> GetDatabaseAsync(
        GetDatabaseRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetDatabaseResponse>(
            request,
            JsonOperation<GetDatabaseRequest, GetDatabaseResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetPartitionResponse> GetPartitionAsync(
        GetPartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetPartitionResponse>(
            request,
            JsonOperation<GetPartitionRequest, GetPartitionResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetPartitionsResponse> GetPartitionsAsync(
        GetPartitionsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetPartitionsResponse>(
            request,
            JsonOperation<GetPartitionsRequest, GetPartitionsResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetTableResponse> GetTableAsync(
        GetTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetTableResponse>(
            request,
            JsonOperation<GetTableRequest, GetTableResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<GetTablesResponse> GetTablesAsync(
        GetTablesRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<GetTablesResponse>(
            request,
            JsonOperation<GetTablesRequest, GetTablesResponse>.Of(Protocol),
            cancellationToken
        );

    public virtual Task<UpdateTableResponse> UpdateTableAsync(
        UpdateTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        InvokeAsync<UpdateTableResponse>(
            request,
            JsonOperation<UpdateTableRequest, UpdateTableResponse>.Of(Protocol),
            cancellationToken
        );
}
