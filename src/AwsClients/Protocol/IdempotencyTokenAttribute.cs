namespace Amazon.AwsClients.Protocol;

/// <summary>A member that the official marshaller fills with a fresh id where the caller left it null.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdempotencyTokenAttribute : Attribute;
