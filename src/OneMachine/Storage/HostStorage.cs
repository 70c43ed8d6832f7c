namespace CommerceAnalytics.OneMachine.Storage;

/// <summary>Where a host keeps its state: orchestrations, keys, where its timers are.</summary>
internal enum HostStorage
{
    /// <summary>In files of one folder, for one host.</summary>
    Sqlite = 0,

    /// <summary>In an Azure Storage account, for as many hosts as share it.</summary>
    Azure = 1,
}
