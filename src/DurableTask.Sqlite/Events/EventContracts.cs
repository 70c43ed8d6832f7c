using DurableTask.Core.History;
using Newtonsoft.Json.Serialization;

namespace DurableTask.Sqlite.Events;

/// <summary>Tells how to make the one event whose constructors leave that open.</summary>
internal sealed class EventContracts : DefaultContractResolver
{
    protected override JsonObjectContract CreateObjectContract(Type objectType)
    {
        var contract = base.CreateObjectContract(objectType);
        if (objectType == typeof(ExecutionRewoundEvent))
            contract.DefaultCreator = () => new ExecutionRewoundEvent(-1);
        return contract;
    }
}
