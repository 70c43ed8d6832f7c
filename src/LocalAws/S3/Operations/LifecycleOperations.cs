using System.Text;
using System.Xml.Linq;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.State;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>Put, Get and DeleteBucketLifecycle: kept and given back, never carried out.</summary>
internal sealed class LifecycleOperations(ObjectStore store, StateFolder state)
{
    public async Task PutAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        var document = S3Documents.Read(await S3Payload.ReadDocumentAsync(request));
        Directory.CreateDirectory(state.Lifecycles);
        state.WritePrivately(File(request), document.ToString(SaveOptions.DisableFormatting));
        await request.AnswerEmptyAsync(200);
    }

    public Task GetAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        return System.IO.File.Exists(File(request))
            ? S3Xml.AnswerAsync(request, XElement.Parse(System.IO.File.ReadAllText(File(request), Encoding.UTF8)))
            : throw new AwsException("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404) { Details = [("BucketName", request.Bucket)] };
    }

    public Task DeleteAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        System.IO.File.Delete(File(request));
        return request.AnswerEmptyAsync(204);
    }

    private string File(S3Request request) => Path.Combine(state.Lifecycles, request.Bucket + ".xml");
}
