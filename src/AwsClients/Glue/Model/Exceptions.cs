using System.Net;
using Amazon.Runtime;

namespace Amazon.Glue.Model;

public class AlreadyExistsException : AmazonGlueException
{
    public AlreadyExistsException(string message)
        : base(message) { }

    public AlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ConcurrentModificationException : AmazonGlueException
{
    public ConcurrentModificationException(string message)
        : base(message) { }

    public ConcurrentModificationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class EntityNotFoundException : AmazonGlueException
{
    public EntityNotFoundException(string message)
        : base(message) { }

    public EntityNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public bool? FromFederationSource { get; set; }
}

public class GlueEncryptionException : AmazonGlueException
{
    public GlueEncryptionException(string message)
        : base(message) { }

    public GlueEncryptionException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InternalServiceException : AmazonGlueException
{
    public InternalServiceException(string message)
        : base(message) { }

    public InternalServiceException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidInputException : AmazonGlueException
{
    public InvalidInputException(string message)
        : base(message) { }

    public InvalidInputException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public bool? FromFederationSource { get; set; }
}

public class OperationTimeoutException : AmazonGlueException
{
    public OperationTimeoutException(string message)
        : base(message) { }

    public OperationTimeoutException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNotReadyException : AmazonGlueException
{
    public ResourceNotReadyException(string message)
        : base(message) { }

    public ResourceNotReadyException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNumberLimitExceededException : AmazonGlueException
{
    public ResourceNumberLimitExceededException(string message)
        : base(message) { }

    public ResourceNumberLimitExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
